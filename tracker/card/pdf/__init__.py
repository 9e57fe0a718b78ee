"""The report card on A4, made without a browser: letters, marks, and the order of the page."""
