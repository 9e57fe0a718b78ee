"""The tile map: one tile of equal size for each State, near its location.

A small State is as easy to see and to reach as a large one. Made once by placing each State in the
free cell nearest to it; neighbours are not always neighbours on earth.
"""

_GRID = """
. . . . . . ISL GBR NLD DNK NOR SWE LVA FIN EST
. . CAN . . . IRL BEL LUX DEU CZE POL SVK LTU BLR . . . . RUS
. . . . . . . FRA CHE LIE AUT HRV HUN ROU MDA UKR . . KAZ . MNG
. . . . . . . AND MCO SMR SVN BIH SRB BGR TUR GEO ARM AZE UZB KGZ . PRK
. USA . . . . . PRT ESP VAT ITA MNE MKD GRC LBN SYR IRQ TKM AFG TJK CHN . KOR JPN
. . BHS . . . . MAR DZA TUN MLT . ALB CYP PSE JOR KWT IRN PAK NPL BTN
MEX CUB HTI DOM . . . MRT . . . LBY . EGY ISR SAU BHR QAT ARE . BGD
GTM BLZ JAM KNA ATG . SEN MLI . NER . . . . . . YEM OMN . IND MMR LAO PHL
SLV HND VCT DMA LCA CPV GMB GNB BFA . . . TCD . SDN ERI . . . . THA VNM
NIC CRI GRD TTO BRB . SLE GIN TGO BEN NGA . . . SSD ETH DJI . . LKA . KHM . PLW . MHL
. PAN COL VEN GUY . LBR CIV GHA GNQ CMR . CAF . UGA . SOM . . MDV . MYS BRN . FSM KIR
. ECU . . SUR . . . . STP GAB COG COD . RWA KEN . . . . . SGP IDN . . NRU
. . PER . . . . . . . . . . . BDI TZA COM SYC . . . . TLS PNG SLB . TUV
. . . BOL BRA . . . . . . AGO . ZMB ZWE MWI MDG . . . . . . . VUT FJI WSM
. . . . PRY . . . . . . NAM . BWA SWZ MOZ . MUS . . . . . AUS . . TON
. . . CHL ARG URY . . . . . . ZAF LSO
. . . . . . . . . . . . . . . . . . . . . . . . NZL
"""

# Column and row of each State's tile, from 1.
TILES: dict[str, tuple[int, int]] = {
    code: (column, row)
    for row, line in enumerate(_GRID.split("\n")[1:-1], start=1)
    for column, code in enumerate(line.split(), start=1)
    if code != "."
}
