"""The page after an invitation: the list, or a link to copy if the site sends no e-mail."""

from flask import current_app, redirect, render_template
from flask.typing import ResponseReturnValue


def sends_mail() -> bool:
    """Whether a mail server is set. Without one, e-mails wait in the outbox."""
    return bool(current_app.config.get("MAIL_URL"))


def answer(link: str, *, email: str, back: str) -> ResponseReturnValue:
    """Redirect to ``back``, or show the link once if no e-mail is sent.

    Where mail goes out the link stays out of sight: only the holder of the address receives it,
    and so opening it shows that the address is theirs.
    """
    if sends_mail():
        return redirect(back, 303)
    return render_template("admin/invited.html", link=link, email=email, back=back)
