"""The guided tour of the demonstration: ten steps for each of six roles."""
