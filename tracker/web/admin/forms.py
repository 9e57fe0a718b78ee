"""Forms that choose a person, a role and its scope."""

from flask_babel import lazy_gettext as _l
from wtforms import EmailField, SelectField

from tracker.accounts import organisations, queries, roles
from tracker.accounts.addresses import normalise
from tracker.core.errors import Invalid, NotFound
from tracker.policy.predicates import Held
from tracker.schema.fields import InvalidValue
from tracker.web.core import visitor
from tracker.web.core.forms import Form, choices
from tracker.web.core.language import selected
from tracker.web.core.name_fields import NameField, NameList, state_list


def _organisations() -> NameList:
    rows = organisations.every_one(visitor.actor_of_request())
    return NameList([(row.public_id, row.name) for row in rows])


class RoleForm(Form):
    """A role and its scope."""

    role = SelectField(_l("Role"), validate_choice=False)
    state = NameField(_l("State"), lambda: state_list(queries.state_names(selected())))
    organisation = NameField(_l("Organisation"), _organisations)

    def offer(self) -> "RoleForm":
        """Fill the lists."""
        self.role.choices = choices(roles.NAMES.items())
        return self

    def held(self) -> Held:
        """The chosen role. Raises Invalid by field."""
        try:
            state = queries.state_code(self.state.data)
            organisation = queries.find_organisation(self.organisation.data)
        except NotFound as missing:
            raise Invalid({missing.kind: [str(_l("Choose one from the list."))]}) from None
        return roles.fitting(self.role.data or "", state=state, organisation=organisation)


class InviteForm(RoleForm):
    """The recipient of an invitation."""

    email = EmailField(_l("E-mail address"), render_kw={"autocomplete": "off", "maxlength": 254})

    def address(self) -> str:
        """The address in normal form. Raises Invalid."""
        try:
            return normalise(self.email.data or "")
        except InvalidValue as unreadable:
            raise Invalid({"email": [str(unreadable)]}) from None


class HandOverForm(Form):
    """The person who takes over a role."""

    email = EmailField(
        _l("E-mail address of the successor"),
        render_kw={"autocomplete": "off", "maxlength": 254},
    )
    address = InviteForm.address
