"""The search for personal data of victims and witnesses in what people write. Pure: text in, places
out; it stores nothing, decides nothing and asks nobody. People settle what it finds.
"""
