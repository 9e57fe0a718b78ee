"""Pages for administrators: import official wordings of resolutions."""

from flask import Blueprint, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import MultipleFileField
from wtforms import BooleanField, StringField

from tracker.core.errors import Invalid
from tracker.core.languages import LANGUAGES
from tracker.evidence import attachment_upload
from tracker.exchange.official_texts import archive, wording
from tracker.exchange.official_texts.importing import (
    MOST_FILES,
    FileReport,
    GivenFile,
    import_official_texts,
)
from tracker.registry.queries.official_wordings import coverage, numbered_texts
from tracker.web.core import query_params, visitor
from tracker.web.core.audience import administrator
from tracker.web.core.forms import UNPROCESSABLE, Form

blueprint = Blueprint("official_texts", __name__, url_prefix="/admin/official-texts")


class FilesForm(Form):
    """The files, their location, and whether it is a dry run."""

    files = MultipleFileField(_l("Files"), render_kw={"accept": ".xml,.zip"})
    place = StringField(
        _l("Web address of the source"), render_kw={"type": "url", "maxlength": 2000}
    )
    dry = BooleanField(_l("Preview only, save nothing"))

    def sent(self) -> list[GivenFile]:
        """The files with their location. Raises Invalid at the field."""
        found = [each for each in request.files.getlist("files") if each.filename]
        address = (self.place.data or "").strip()
        if not found:
            raise Invalid({"files": [_("choose one or more XML or zip files")]})
        if len(found) > MOST_FILES:
            raise Invalid({"files": [_("choose at most %(most)s files at once", most=MOST_FILES)]})
        if address and not address.startswith(("https://", "http://")):
            raise Invalid({"place": [_("use an address that begins with https:// or http://")]})
        if address and len(found) > 1 and not address.endswith("/"):
            raise Invalid(
                {"place": [_("use the address of their folder, with a slash at the end")]}
            )
        alone = len(found) == 1
        return [
            given
            for each in found
            for given in archive.given_files(
                str(each.filename).rpartition("/")[2],
                each.read(archive.MOST_BYTES + 1),
                address,
                alone=alone,
            )
        ]


@blueprint.get("")
@administrator
def index() -> ResponseReturnValue:
    """Languages with official wording by instrument, and the form for files."""
    query_params.parse_page_params(reading=False)
    return _page(FilesForm(formdata=None))


@blueprint.post("")
@attachment_upload.takes_files
@administrator
def upload() -> ResponseReturnValue:
    """Read the files and report on each. Repeating it changes nothing."""
    form = FilesForm()
    try:
        reports = import_official_texts(
            visitor.actor_of_request(), form.sent(), write=not form.dry.data
        )
    except Invalid as invalid:
        form.take(invalid)
        return make_response(_page(form), UNPROCESSABLE)
    return _page(FilesForm(formdata=None), reports=reports, dry=bool(form.dry.data))


def _page(form: Form, *, reports: list[FileReport] | None = None, dry: bool = False) -> str:
    return render_template(
        "admin/official_texts.html",
        form=form,
        reports=reports,
        dry=dry,
        wording=wording,
        coverage=coverage(numbered_texts()),
        languages=LANGUAGES,
    )
