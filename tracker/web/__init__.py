"""The web pages. Each module owns one blueprint; this file only lists them."""

from flask import Flask
from flask_babel import Babel

from tracker.evidence import attachment_upload
from tracker.web import admin
from tracker.web.account import (
    registration,
    saved_views,
    second_factor,
    settings,
    sign_in,
    subscriptions,
    unsent_forms,
    unsubscribe,
)
from tracker.web.action_log import files
from tracker.web.action_log import pages as action_log_pages
from tracker.web.action_log import transitions as action_log_transitions
from tracker.web.action_log import workbooks as action_log_workbooks
from tracker.web.admin import cycles, official_texts
from tracker.web.charts import chart_links, chart_table, embed, map_view, map_years
from tracker.web.charts import pages as charts_pages
from tracker.web.core import (
    access,
    assets,
    audience,
    caching,
    canonical_urls,
    dead_links,
    direction,
    errors,
    formats,
    headers,
    health,
    hosts,
    language,
    language_prefix,
    navigation,
    negotiation,
    page_cache,
    transactions,
    unread_bodies,
)
from tracker.web.discovery import calendar, canonical, oembed, reported_page, sitemap
from tracker.web.downloads import data_set
from tracker.web.downloads import pages as downloads_pages
from tracker.web.feedback import report as feedback_report
from tracker.web.feedback import reported as feedback_queue
from tracker.web.guides import glossary
from tracker.web.guides import pages as guides_pages
from tracker.web.imports import help, steps
from tracker.web.imports import pages as imports_pages
from tracker.web.offline import pages as offline_pages
from tracker.web.public import (
    about,
    actions,
    activity,
    attachments,
    commitments,
    compare,
    dashboard,
    decisions,
    explore,
    history,
    indicators,
    instruments,
    list_files,
    methodology,
    organisations,
    previews,
    recommendations,
    search,
    search_suggest,
    sources,
    state_card,
    state_tabs,
    states,
    stories,
    threads,
)
from tracker.web.public import reports as public_reports
from tracker.web.replies import pages as replies_pages
from tracker.web.review import assessments, hidden, open_work, submissions
from tracker.web.review import reports as review_reports
from tracker.web.tour import pages as tour_pages
from tracker.web.workspace import approvals, editor, entries, home, notes
from tracker.web.workspace import transitions as workspace_transitions
from tracker.web.workspace import workbooks as workspace_workbooks


def init_app(app: Flask, babel: Babel) -> None:
    """Bind languages, assets, errors and caching, and register every page."""
    transactions.init_app(app)
    attachment_upload.init_app(app)
    access.init_app(app)
    language.init_app(app, babel)
    language_prefix.init_app(app)
    formats.init_app(app)
    direction.init_app(app)
    dead_links.init_app(app)
    activity.init_app(app)
    navigation.init_app(app)
    chart_links.init_app(app)
    chart_table.init_app(app)
    map_view.init_app(app)
    errors.init_app(app)
    # Before caching: which form is wanted comes before whether it has changed.
    negotiation.init_app(app)
    caching.init_app(app)
    app.before_request(access.refuse_nul_in_path)
    canonical_urls.init_app(app)
    canonical.init_app(app)
    reported_page.init_app(app)
    saved_views.init_app(app)
    previews.init_app(app)
    for module in (
        about,
        settings,
        actions,
        activity,
        admin,
        assessments,
        attachments,
        calendar,
        charts_pages,
        commitments,
        compare,
        cycles,
        official_texts,
        feedback_queue,
        feedback_report,
        oembed,
        hidden,
        open_work,
        offline_pages,
        sitemap,
        dashboard,
        downloads_pages,
        data_set,
        decisions,
        editor,
        embed,
        entries,
        explore,
        glossary,
        guides_pages,
        health,
        history,
        help,
        steps,
        imports_pages,
        indicators,
        instruments,
        registration,
        saved_views,
        unsubscribe,
        list_files,
        map_years,
        action_log_pages,
        files,
        action_log_transitions,
        action_log_workbooks,
        methodology,
        organisations,
        previews,
        recommendations,
        replies_pages,
        workspace_transitions,
        approvals,
        notes,
        public_reports,
        review_reports,
        search,
        search_suggest,
        second_factor,
        sign_in,
        state_card,
        state_tabs,
        sources,
        states,
        submissions,
        stories,
        subscriptions,
        threads,
        tour_pages,
        unsent_forms,
        workspace_workbooks,
        home,
    ):
        app.register_blueprint(module.blueprint)
    assets.init_app(app)
    page_cache.init_app(app)
    prefixed = language_prefix.LanguagePrefix(app.wsgi_app)
    known = hosts.KnownHosts(prefixed, app.config)
    answered = unread_bodies.ClosesOverUnread(known)
    app.wsgi_app = headers.SecurityHeaders(answered)  # type: ignore[method-assign]
    audience.refuse_undeclared(app)
