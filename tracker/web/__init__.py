"""The door for readers: pages. Each module owns one blueprint; this file only lists them."""

from flask import Flask
from flask_babel import Babel

from tracker.evidence import arriving
from tracker.web import (
    about,
    account,
    actions,
    activity,
    admin,
    assessments,
    assets,
    attachments,
    audience,
    caching,
    chart_ways,
    charts,
    commitments,
    compare,
    cycles,
    dashboard,
    data,
    data_set,
    decisions,
    direction,
    editor,
    embed,
    entries,
    errors,
    explore,
    formats,
    gate,
    headers,
    health,
    history,
    hosts,
    import_help,
    import_steps,
    imports,
    indicators,
    instruments,
    joining,
    language,
    letters,
    links,
    lists,
    logging,
    logging_files,
    logging_moves,
    logging_sheets,
    methodology,
    navigation,
    negotiation,
    organisations,
    recommendations,
    replies,
    report_moves,
    reports,
    review,
    search,
    second_factor,
    sign_in,
    state_card,
    states,
    stories,
    submission_review,
    subscriptions,
    transactions,
    unread,
    unsent,
    workbooks,
    workspace,
    written,
)


def init_app(app: Flask, babel: Babel) -> None:
    """Bind languages, assets, errors and caching, and register every page."""
    transactions.init_app(app)
    arriving.init_app(app)
    gate.init_app(app)
    language.init_app(app, babel)
    formats.init_app(app)
    direction.init_app(app)
    links.init_app(app)
    activity.init_app(app)
    navigation.init_app(app)
    chart_ways.init_app(app)
    errors.init_app(app)
    # Before caching: which form is wanted comes before whether it has changed.
    negotiation.init_app(app)
    caching.init_app(app)
    app.before_request(gate.refuse_nul_in_path)
    written.init_app(app)
    for module in (
        about,
        account,
        actions,
        activity,
        admin,
        assessments,
        attachments,
        charts,
        commitments,
        compare,
        cycles,
        dashboard,
        data,
        data_set,
        decisions,
        editor,
        embed,
        entries,
        explore,
        health,
        history,
        import_help,
        import_steps,
        imports,
        indicators,
        instruments,
        joining,
        letters,
        lists,
        logging,
        logging_files,
        logging_moves,
        logging_sheets,
        methodology,
        organisations,
        recommendations,
        replies,
        report_moves,
        reports,
        review,
        search,
        second_factor,
        sign_in,
        state_card,
        states,
        submission_review,
        stories,
        subscriptions,
        unsent,
        workbooks,
        workspace,
    ):
        app.register_blueprint(module.blueprint)
    assets.init_app(app)
    known = hosts.KnownHosts(app.wsgi_app, app.config)
    answered = unread.ClosesOverUnread(known)
    app.wsgi_app = headers.SecurityHeaders(answered)  # type: ignore[method-assign]
    audience.refuse_undeclared(app)
