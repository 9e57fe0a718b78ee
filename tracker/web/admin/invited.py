"""The page after an invitation: its list, or the link to copy where the site sends no e-mail."""

from flask import current_app, redirect, render_template
from flask.typing import ResponseReturnValue


def sends_mail() -> bool:
    """Whether a server for outgoing mail is set; without one, e-mails wait in the outbox."""
    return bool(current_app.config.get("MAIL_URL"))


def answer(link: str, *, email: str, back: str) -> ResponseReturnValue:
    """Redirect to ``back`` where mail goes out; else show the link, which is never shown again.

    Where mail goes out the link stays out of sight: only the holder of the address receives it,
    and so opening it shows that the address is theirs.
    """
    if sends_mail():
        return redirect(back, 303)
    return render_template("admin/invited.html", link=link, email=email, back=back)
