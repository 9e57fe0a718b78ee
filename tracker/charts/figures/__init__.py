"""Rows drawn: Plotly figures as plain data, without any query and without any rule."""
