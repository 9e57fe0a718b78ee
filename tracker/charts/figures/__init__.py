"""Draws rows as Plotly figures in plain data. No queries and no scoring rules."""
