"""The public pages that every reader may open, with an address of each that is worth opening.

Written by hand: a route that is missing here fails `test_every_public_route_is_looked_at`.
"""

from tracker.web.guides.pages import GUIDES

# Files have no look: charts are seen through the pages that draw them.
FILES = {
    "activity.feed",
    "attachments.file",
    "charts.figure",
    "charts.rows",
    "charts.workbook",
    "commitments.rows",
    "data.download",
    "data_set.archive",
    "data_set.catalogue",
    "data_set.sdmx",
    "explore.cells",
    "feedback.feed",
    "import_help.template",
    "lists.due_reports",
    "lists.found",
    "lists.new",
    "map_years.table",
    "methodology.versions_file",
    "search_suggest.suggest",
    "state_card.pdf",
}
# These open only from a letter, or half-way through signing in: no address of them can be written
# down here.
ON_THE_WAY = {
    "joining.invitation",
    "joining.new_password",
    "letters.stop",
    "subscriptions.confirm",
    "subscriptions.own",
    "subscriptions.stop",
    "sign_in.second_factor",
}
# What search engines, calendars, mail programs and other sites read.
DESCRIPTIONS = {
    "about.security_txt",
    "calendar.due_dates",
    "oembed.describe",
    "offline.manifest",
    "offline.service_worker",
    "previews.commitment",
    "previews.state",
    "previews.story",
    "sitemap.index",
    "sitemap.part",
    "sitemap.robots",
}
NOT_PAGES = FILES | ON_THE_WAY | DESCRIPTIONS
# What begins so is for programs: it is JSON or a file, but for the page that explains it.
FOR_PROGRAMS = "api."

PAGES: dict[str, tuple[str, ...]] = {
    "about.accessibility": ("/accessibility",),
    "about.page": ("/about",),
    "offline.page": ("/offline",),
    "actions.action": (),  # the seed holds no action; test_withheld_name.py logs one
    "actions.index": ("/actions",),
    "activity.index": ("/activity", "/activity?state=KEN&kind=treaty"),
    "api.description.docs": ("/api/v1/docs",),
    "charts.page": ("/charts/map", "/charts/compare?states=KEN,africa"),
    "commitments.commitment": (
        "/commitments/GPA-2010-16",  # nothing is known of it
        "/commitments/TIP-PROTOCOL-01",  # known of nearly all states
    ),
    "commitments.index": ("/commitments", "/commitments?q=victims&pillar=protection"),
    "compare.compare": ("/compare", "/compare?states=KEN,PHL,FRA"),
    "compare.commitments": ("/compare/commitments?states=KEN,PHL",),
    "dashboard.home": ("/", "/?as_of=2013-12-31&region=africa"),
    "data.index": ("/data",),
    "decisions.index": ("/decisions",),
    "embed.page": ("/embed/state-pillars?state=KEN",),
    "feedback.corrections": ("/corrections",),
    "feedback.form": (
        "/report-mistake",
        "/report-mistake?page=/states/KEN&subject=danger",
    ),
    "glossary.page": ("/glossary",),
    "guides.guide": tuple(f"/guides/{role}" for role in GUIDES),
    "guides.index": ("/guides",),
    "history.actions": (),
    "history.assessments": (),
    "history.commitments": ("/history/commitments/GPA-2010-16",),
    "history.replies": (),
    "history.reports": (),
    "explore.page": (
        "/explore",
        "/explore?region=oceania&pillar=prosecution",  # few enough for a table of cells
        "/explore?view=lanes",
    ),
    "import_help.index": ("/data/import",),
    "import_help.kind": ("/data/import/recommendations",),
    "indicators.index": ("/indicators",),
    "indicators.indicator": (
        "/indicators/3P-PREVENTION",
        "/indicators/TIP-PARTY",
        "/indicators/GLOTIP-CONVICTED?state=KEN",  # ranges, and years without a number
    ),
    "instruments.index": ("/instruments",),
    "instruments.instrument": ("/instruments/TIP-PROTOCOL",),
    "tour.index": (),  # a site with real records has no tour; tests/demo opens it
    "tour.tour": (),
    "threads.index": ("/threads",),
    "threads.thread": ("/threads/GPA-2010-25", "/threads/GPA-2010-15"),
    "joining.join": ("/join",),
    "joining.reset": ("/reset",),
    "methodology.page": ("/methodology",),
    "methodology.versions": ("/methodology/versions",),
    "organisations.organisation": (),  # nor one that is named
    "recommendations.index": ("/recommendations",),
    "sources.index": ("/sources",),
    "reports.index": ("/reports",),
    "reports.punctuality": ("/reporting",),
    "reports.report": (),  # the seed holds no report; test_reporting.py files one
    "sign_in.page": ("/sign-in",),
    "search.page": ("/search", "/search?q=victims", "/search?q=%D8%A7%D9%84%D8%B5%D9%8A%D9%86"),
    "states.cell": (
        "/states/KEN/TIP-PROTOCOL-01",  # settled by evidence
        "/states/KEN/GPA-2010-16",  # nobody has said anything
    ),
    "states.index": ("/states", "/states?sort=gap"),
    "stories.index": ("/stories",),
    "stories.story": ("/stories/survivors", "/stories/ratification", "/stories/silence"),
    "subscriptions.page": ("/subscriptions", "/subscriptions?state=KEN"),
    "state_tabs.commitments": ("/states/KEN/commitments", "/states/KEN/commitments?known=apart"),
    "state_tabs.records": ("/states/KEN/records", "/states/KEN/records?kind=recommendations"),
    "state_tabs.reports": ("/states/KEN/reports",),
    "state_tabs.timeline": ("/states/KEN/timeline",),
    "states.cell_of_list": (),  # leads to the cell
    "states.state": (
        "/states/KEN",
        "/states/PHL?as_of=2013-12-31&lane=evidenced",  # a reading that differs from the plain one
    ),
}

ADDRESSES = [address for addresses in PAGES.values() for address in addresses]
PLAIN = [address for address in ADDRESSES if "?" not in address]

# Pages that draw: the narrowest and the widest of charts are among them.
WITH_CHARTS = [
    "/",
    "/states/KEN",
    "/commitments/TIP-PROTOCOL-01",
    "/charts/compare?states=KEN,PHL,FRA",
    "/indicators/3P-PREVENTION",
    "/indicators/GLOTIP-CONVICTED?state=KEN",
]
WITHOUT_CHARTS = [
    "/states",
    "/commitments",
    "/methodology",
    "/methodology/versions",
    "/states/KEN/TIP-PROTOCOL-01",
]
