"""Only the site's own host names are answered, and links lead to the site whatever was asked."""

import pytest
from flask import Flask

import config
from tracker.web.core.hosts import is_known

OWN = "https://tracker.example.org"


def settled(app: Flask, site: str = OWN, extra: str | None = None) -> Flask:
    app.config.update(config.site(site, extra))
    return app


@pytest.mark.parametrize(
    ("host", "reason"),
    [
        ("evil.example", "another name"),
        ("evil.example:443", "another name with a port"),
        ("tracker.example.org.evil.example", "ours is only its beginning"),
        ("eviltracker.example.org", "ours is only its end"),
        ("www.tracker.example.org", "a name below ours"),
        ("tracker.example.org, evil.example", "two names"),
        ("tracker.example.org@evil.example", "ours as somebody's name"),
        ("tracker.example.org/evil", "a path"),
        ("tracker.example.org:80:80", "two ports"),
        ("tracker.example.org:x", "no port"),
        ("10.0.0.7", "an address of a machine"),
        ("[::2]", "an address of a machine"),
        ("[tracker.example.org]", "a name in brackets"),
        ("tracker.example.org\t", "a tab behind it"),
        ("träcker.example.org", "letters that no header has"),
    ],
)
@pytest.mark.parametrize("path", ["/", "/healthz", "/nowhere", "/static/nothing.css", "/api/v1"])
def test_requests_for_other_names_are_refused_plainly(
    own_app: Flask, host: str, reason: str, path: str
) -> None:
    answer = settled(own_app).test_client().get(path, environ_overrides={"HTTP_HOST": host})

    assert answer.status_code == 400, reason
    assert answer.mimetype == "text/plain"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "evil" not in answer.text


@pytest.mark.parametrize(
    ("host", "reason"),
    [
        ("tracker.example.org", "the name itself"),
        ("tracker.example.org:443", "with its port"),
        ("tracker.example.org:", "a port may be empty"),
        ("TRACKER.Example.ORG", "names have no case"),
        ("tracker.example.org.", "the same name, spelled to the root"),
        ("127.0.0.1:5000", "this machine"),
        ("localhost", "this machine"),
        ("[::1]:5000", "this machine"),
        ("10.0.0.7:8080", "the load balancer's, as EXTRA_HOSTS says"),
        ("[fd00::7]", "the load balancer's, as EXTRA_HOSTS says"),
        ("", "an old health check names nobody"),
    ],
)
def test_own_names_are_answered(own_app: Flask, host: str, reason: str) -> None:
    app = settled(own_app, extra="10.0.0.7, fd00::7")

    answer = app.test_client().get("/healthz", environ_overrides={"HTTP_HOST": host})

    assert answer.status_code == 200, reason


@pytest.mark.parametrize("method", ["get", "post", "head", "put", "delete", "options"])
def test_every_method_is_refused_alike(own_app: Flask, method: str) -> None:
    client = settled(own_app).test_client()

    answer = getattr(client, method)("/sign-in", environ_overrides={"HTTP_HOST": "evil.example"})

    assert answer.status_code == 400


def test_without_a_site_url_only_this_machine_is_answered(own_app: Flask) -> None:
    client = own_app.test_client()

    answers = [
        client.get("/healthz", environ_overrides={"HTTP_HOST": host}).status_code
        for host in ("localhost", "127.0.0.1:5000", "[::1]", "evil.example", "192.168.1.5:5000")
    ]

    assert answers == [200, 200, 200, 400, 400]


@pytest.mark.parametrize("host", ["tracker.example.org", "localhost:81", "127.0.0.1"])
def test_links_lead_to_the_site_whatever_name_was_asked(own_app: Flask, host: str) -> None:
    from flask import url_for

    @own_app.get("/test-of-links")
    def links() -> str:
        return url_for("dashboard.home", _external=True)

    own_app.view_functions["links"].__dict__["audience"] = "everyone"
    client = settled(own_app).test_client()
    answer = client.get("/test-of-links", environ_overrides={"HTTP_HOST": host})

    assert answer.text == f"{OWN}/"


@pytest.mark.parametrize(
    ("site", "host", "why"),
    [
        ("https://trackér.example", "xn--trackr-fva.example", "a name in other letters"),
        ("http://192.0.2.5:8080/", "192.0.2.5:8080", "an IPv4 address with a port"),
        ("https://[2001:db8::5]", "[2001:db8::5]", "an IPv6 address"),
        ("HTTPS://Tracker.Example.ORG", "tracker.example.org", "capital letters"),
    ],
)
def test_names_are_compared_as_requests_spell_them(site: str, host: str, why: str) -> None:
    assert is_known(host, config.site(site)["KNOWN_HOSTS"]), why


@pytest.mark.parametrize(
    ("host", "site"),
    [
        (None, "http://127.0.0.1:5000"),
        ("0.0.0.0", "http://127.0.0.1:5000"),  # noqa: S104 - nothing listens
        ("::", "http://127.0.0.1:5000"),
        ("192.168.1.5", "http://192.168.1.5:5000"),
        ("::1", "http://[::1]:5000"),
    ],
)
def test_the_default_is_where_the_site_listens(
    monkeypatch: pytest.MonkeyPatch, host: str | None, site: str
) -> None:
    monkeypatch.delenv("PORT", raising=False)
    monkeypatch.delenv("HOST", raising=False)
    if host is not None:
        monkeypatch.setenv("HOST", host)

    found = config.site(None)

    assert found["SITE_URL"] == site
    assert is_known(site.partition("//")[2], found["KNOWN_HOSTS"])
    assert not is_known("evil.example", found["KNOWN_HOSTS"])


@pytest.mark.parametrize(
    "site",
    ["tracker.example.org", "ftp://tracker.example.org", "https://", "https://u:p@x.example"]
    # Links are made from it, and pages begin at the root of the host.
    + ["https://x.example/path", "https://x.example?q=1", "https://x.example/#top"]
    + ["https://x..example", "https://x.example:0", "https://[::1", "https://*.example"],
)
def test_a_site_url_that_is_none_stops_the_start(site: str) -> None:
    with pytest.raises(ValueError, match="SITE_URL"):
        config.site(site)


@pytest.mark.parametrize(
    ("site", "address"),
    [
        ("https://tracker.example.org/", "https://tracker.example.org"),
        ("HTTPS://Tracker.Example.ORG:8443", "https://tracker.example.org:8443"),
        ("https://tracker.example.org./", "https://tracker.example.org"),
        ("https://bücher.example", "https://xn--bcher-kva.example"),
        ("http://[FD00::7]:80", "http://[fd00::7]:80"),
    ],
)
def test_site_url_has_one_spelling_from_the_start(site: str, address: str) -> None:
    # Cookies and headers ask whether it begins with https.
    found = config.site(site)

    assert found["SITE_URL"] == address
    assert is_known(address.partition("//")[2], found["KNOWN_HOSTS"])


@pytest.mark.parametrize(
    ("extra", "why"),
    [
        ("10.0.3.7:8080", "a request is known by its host, whatever its port"),
        ("https://lb.example", "an address is no host name"),
        ("*", "no name stands for all"),
        ("lb.example other.example", "names are separated by commas"),
        ("lb.example, fe80::1%eth0", "no request names a zone"),
        ("a..example", "an empty part"),
    ],
)
def test_extra_host_that_no_request_could_name_stops_the_start(extra: str, why: str) -> None:
    with pytest.raises(config.SettingError, match="EXTRA_HOSTS"):
        config.site("https://tracker.example.org", extra)
