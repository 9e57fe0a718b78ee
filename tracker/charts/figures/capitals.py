"""Capitals of the States that the world map at 1:110 million leaves out.

Degrees of latitude and longitude, rounded; enough to place a dot, and for nothing else.
"""

CAPITALS: dict[str, tuple[float, float]] = {
    "AND": (42.5, 1.5),
    "ATG": (17.1, -61.8),
    "BHR": (26.2, 50.6),
    "BRB": (13.1, -59.6),
    "FSM": (6.9, 158.2),
    "GRD": (12.1, -61.8),
    "KIR": (1.3, 173.0),
    "KNA": (17.3, -62.7),
    "LCA": (14.0, -61.0),
    "LIE": (47.1, 9.5),
    "MCO": (43.7, 7.4),
    "MDV": (4.2, 73.5),
    "MHL": (7.1, 171.4),
    "MLT": (35.9, 14.5),
    "NRU": (-0.5, 166.9),
    "PLW": (7.5, 134.6),
    "SGP": (1.3, 103.8),
    "SMR": (43.9, 12.4),
    "SYC": (-4.6, 55.5),
    "TON": (-21.1, -175.2),
    "TUV": (-8.5, 179.2),
    "VAT": (41.9, 12.5),
    "VCT": (13.2, -61.2),
}
