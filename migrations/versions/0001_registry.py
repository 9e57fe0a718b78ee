"""The registry: what was promised."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "instrument",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False, comment="Code, such as GPA-2010"),
        sa.Column("title", sa.Text(), nullable=False, comment="Title of the document"),
        sa.Column("issuing_body", sa.Text(), nullable=False, comment="Who adopted or issued it"),
        sa.Column("kind", sa.String(length=40), nullable=False, comment="What sort of text it is"),
        sa.Column("symbol", sa.Text(), nullable=True, comment="Symbol, such as A/RES/64/293"),
        sa.Column(
            "adopted_on", sa.Date(), nullable=False, comment="Day from which it counts as adopted"
        ),
        sa.Column(
            "adopted_precision", sa.String(length=5), nullable=False, comment="day, month or year"
        ),
        sa.Column("in_force_on", sa.Date(), nullable=True, comment="Entry into force of a treaty"),
        sa.Column("url", sa.Text(), nullable=True, comment="Address of the text"),
        sa.Column(
            "url_certainty",
            sa.String(length=20),
            nullable=True,
            comment="seen, pattern (built from the symbol) or site_only",
        ),
        sa.Column(
            "text_seen", sa.Text(), nullable=False, comment="How much of the text we have seen"
        ),
        sa.Column("note", sa.Text(), nullable=True, comment="Anything a reader must know"),
        sa.Column(
            "membership_indicator",
            sa.String(length=40),
            nullable=True,
            comment="Code of the indicator that tells who is a party to this treaty",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_instrument")),
        sa.UniqueConstraint("code", name=op.f("uq_instrument_code")),
    )
    op.create_table(
        "theme",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False, comment="Public code"),
        sa.Column("name", sa.Text(), nullable=False, comment="Name in English"),
        sa.Column("explanation", sa.Text(), nullable=False, comment="What the theme covers"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_theme")),
        sa.UniqueConstraint("code", name=op.f("uq_theme_code")),
    )
    op.create_table(
        "state",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("iso3", sa.String(length=3), nullable=False, comment="ISO 3166-1 alpha-3"),
        sa.Column("iso2", sa.String(length=2), nullable=False, comment="ISO 3166-1 alpha-2"),
        sa.Column(
            "m49", sa.String(length=3), nullable=False, comment="UN M49 code, three digits as text"
        ),
        sa.Column("name_en", sa.Text(), nullable=False, comment="Short name in English"),
        sa.Column("name_fr", sa.Text(), nullable=False, comment="Short name in French"),
        sa.Column("name_es", sa.Text(), nullable=False, comment="Short name in Spanish"),
        sa.Column("name_ar", sa.Text(), nullable=False, comment="Short name in Arabic"),
        sa.Column("name_ru", sa.Text(), nullable=False, comment="Short name in Russian"),
        sa.Column("name_zh", sa.Text(), nullable=False, comment="Short name in Chinese"),
        sa.Column("status", sa.String(length=10), nullable=False, comment="member or observer"),
        sa.Column("member_since", sa.Integer(), nullable=True, comment="Year of UN membership"),
        sa.Column("region", sa.String(length=10), nullable=False, comment="Region of M49"),
        sa.Column("subregion", sa.String(length=40), nullable=False, comment="Subregion of M49"),
        sa.Column(
            "regional_group",
            sa.String(length=10),
            nullable=True,
            comment="Regional group of member states; none for observers",
        ),
        sa.Column("note", sa.Text(), nullable=True, comment="Anything a reader must know"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_state")),
        sa.UniqueConstraint("iso3", name=op.f("uq_state_iso3")),
    )
    op.create_index(op.f("ix_state_region"), "state", ["region"], unique=False)
    op.create_index(op.f("ix_state_regional_group"), "state", ["regional_group"], unique=False)
    op.create_table(
        "state_alias",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False, comment="The spelling as met"),
        sa.Column(
            "state_id",
            sa.Integer(),
            nullable=True,
            comment="None: known not to be a state of the registry",
        ),
        sa.Column("note", sa.Text(), nullable=True, comment="Why it means no state"),
        sa.ForeignKeyConstraint(
            ["state_id"], ["state.id"], name=op.f("fk_state_alias_state_id_state")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_state_alias")),
        sa.UniqueConstraint("name", name=op.f("uq_state_alias_name")),
    )
    op.create_index(op.f("ix_state_alias_state_id"), "state_alias", ["state_id"], unique=False)
    op.create_table(
        "commitment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "reference",
            sa.String(length=40),
            nullable=False,
            comment="Public reference, such as GPA-2010-16",
        ),
        sa.Column("instrument_id", sa.Integer(), nullable=False),
        sa.Column(
            "position", sa.Integer(), nullable=False, comment="Order within the instrument, from 1"
        ),
        sa.Column("locator", sa.Text(), nullable=False, comment="Place within the source"),
        sa.Column("title", sa.Text(), nullable=False, comment="Short title in our words"),
        sa.Column(
            "statement", sa.Text(), nullable=False, comment="What is undertaken, in our words"
        ),
        sa.Column(
            "official_wording",
            sa.Text(),
            nullable=True,
            comment="Wording of the source, only when an operator imported it",
        ),
        sa.Column("kind", sa.String(length=30), nullable=False, comment="What the passage is"),
        sa.Column(
            "pillar", sa.String(length=20), nullable=False, comment="One of the five pillars"
        ),
        sa.Column(
            "certainty",
            sa.String(length=12),
            nullable=False,
            comment="verified, secondary or unverified",
        ),
        sa.Column(
            "certainty_note", sa.Text(), nullable=True, comment="What the certainty rests on"
        ),
        sa.Column(
            "published_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="When it became public; none: not public",
        ),
        sa.Column(
            "ended_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="When it was withdrawn or superseded",
        ),
        sa.Column(
            "ended_as", sa.String(length=12), nullable=True, comment="withdrawn or superseded"
        ),
        sa.Column("ended_reason", sa.Text(), nullable=True, comment="Why it was withdrawn"),
        sa.ForeignKeyConstraint(
            ["instrument_id"],
            ["instrument.id"],
            name=op.f("fk_commitment_instrument_id_instrument"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commitment")),
        sa.UniqueConstraint("reference", name=op.f("uq_commitment_reference")),
    )
    op.create_index(
        op.f("ix_commitment_instrument_id"), "commitment", ["instrument_id"], unique=False
    )
    op.create_index(op.f("ix_commitment_kind"), "commitment", ["kind"], unique=False)
    op.create_index(op.f("ix_commitment_pillar"), "commitment", ["pillar"], unique=False)
    op.create_index(
        op.f("ix_commitment_published_at"), "commitment", ["published_at"], unique=False
    )
    op.create_table(
        "commitment_addressee",
        sa.Column("commitment_id", sa.Integer(), nullable=False),
        sa.Column("addressee", sa.String(length=40), nullable=False, comment="To whom it speaks"),
        sa.ForeignKeyConstraint(
            ["commitment_id"],
            ["commitment.id"],
            name=op.f("fk_commitment_addressee_commitment_id_commitment"),
        ),
        sa.PrimaryKeyConstraint("commitment_id", "addressee", name=op.f("pk_commitment_addressee")),
    )
    op.create_index(
        op.f("ix_commitment_addressee_addressee"),
        "commitment_addressee",
        ["addressee"],
        unique=False,
    )
    op.create_table(
        "commitment_sdg_target",
        sa.Column("commitment_id", sa.Integer(), nullable=False),
        sa.Column("target", sa.String(length=10), nullable=False, comment="Target, such as 16.2"),
        sa.ForeignKeyConstraint(
            ["commitment_id"],
            ["commitment.id"],
            name=op.f("fk_commitment_sdg_target_commitment_id_commitment"),
        ),
        sa.PrimaryKeyConstraint("commitment_id", "target", name=op.f("pk_commitment_sdg_target")),
    )
    op.create_table(
        "commitment_theme",
        sa.Column("commitment_id", sa.Integer(), nullable=False),
        sa.Column("theme_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["commitment_id"],
            ["commitment.id"],
            name=op.f("fk_commitment_theme_commitment_id_commitment"),
        ),
        sa.ForeignKeyConstraint(
            ["theme_id"], ["theme.id"], name=op.f("fk_commitment_theme_theme_id_theme")
        ),
        sa.PrimaryKeyConstraint("commitment_id", "theme_id", name=op.f("pk_commitment_theme")),
    )
    op.create_index(
        op.f("ix_commitment_theme_theme_id"), "commitment_theme", ["theme_id"], unique=False
    )
    op.create_table(
        "relation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("from_id", sa.Integer(), nullable=False),
        sa.Column("to_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.String(length=10),
            nullable=False,
            comment="same, narrower (the first is within the second) or related",
        ),
        sa.Column("confidence", sa.String(length=6), nullable=False, comment="high, medium or low"),
        sa.Column("rationale", sa.Text(), nullable=False, comment="Why we hold it, in our words"),
        sa.Column(
            "published_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="When it became public; none: not public",
        ),
        sa.Column(
            "ended_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="When it was withdrawn or superseded",
        ),
        sa.Column(
            "ended_as", sa.String(length=12), nullable=True, comment="withdrawn or superseded"
        ),
        sa.Column("ended_reason", sa.Text(), nullable=True, comment="Why it was withdrawn"),
        sa.CheckConstraint("from_id <> to_id", name=op.f("ck_relation_not_to_itself")),
        sa.ForeignKeyConstraint(
            ["from_id"], ["commitment.id"], name=op.f("fk_relation_from_id_commitment")
        ),
        sa.ForeignKeyConstraint(
            ["to_id"], ["commitment.id"], name=op.f("fk_relation_to_id_commitment")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_relation")),
        sa.UniqueConstraint(
            "from_id",
            "to_id",
            "kind",
            "published_at",
            name=op.f("uq_relation_from_id_to_id_kind_published_at"),
        ),
    )
    op.create_index(op.f("ix_relation_from_id"), "relation", ["from_id"], unique=False)
    op.create_index(op.f("ix_relation_published_at"), "relation", ["published_at"], unique=False)
    op.create_index(op.f("ix_relation_to_id"), "relation", ["to_id"], unique=False)
    op.create_table(
        "indicator",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False, comment="Public code"),
        sa.Column("title", sa.Text(), nullable=False, comment="Short title"),
        sa.Column(
            "statement", sa.Text(), nullable=False, comment="What it tells and what it does not"
        ),
        sa.Column(
            "type", sa.String(length=12), nullable=False, comment="structural, process or outcome"
        ),
        sa.Column("kind", sa.String(length=12), nullable=False, comment="membership or ordinal"),
        sa.Column("unit", sa.Text(), nullable=True, comment="Unit of its values"),
        sa.Column(
            "direction", sa.String(length=4), nullable=False, comment="up: a higher value is nearer"
        ),
        sa.Column(
            "treaty_id", sa.Integer(), nullable=True, comment="The treaty whose membership it tells"
        ),
        sa.Column("source_note", sa.Text(), nullable=True, comment="Citation or licence"),
        sa.ForeignKeyConstraint(
            ["treaty_id"], ["instrument.id"], name=op.f("fk_indicator_treaty_id_instrument")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicator")),
        sa.UniqueConstraint("code", name=op.f("uq_indicator_code")),
    )
    op.create_table(
        "indicator_level",
        sa.Column("indicator_id", sa.Integer(), nullable=False),
        sa.Column("value", sa.String(length=40), nullable=False, comment="Value as recorded"),
        sa.Column("level", sa.Integer(), nullable=False, comment="0 not started to 4 complete"),
        sa.Column("label", sa.Text(), nullable=False, comment="Short word for the value"),
        sa.Column("meaning", sa.Text(), nullable=False, comment="What the value means"),
        sa.Column(
            "number", sa.Double(), nullable=True, comment="The value as a number, where it is one"
        ),
        sa.CheckConstraint("level BETWEEN 0 AND 4", name=op.f("ck_indicator_level_level_on_scale")),
        sa.ForeignKeyConstraint(
            ["indicator_id"],
            ["indicator.id"],
            name=op.f("fk_indicator_level_indicator_id_indicator"),
        ),
        sa.PrimaryKeyConstraint("indicator_id", "value", name=op.f("pk_indicator_level")),
    )
    op.create_table(
        "measure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("indicator_id", sa.Integer(), nullable=False),
        sa.Column("commitment_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False, comment="Why, and what it leaves out"),
        sa.Column(
            "published_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="When it became public; none: not public",
        ),
        sa.Column(
            "ended_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="When it was withdrawn or superseded",
        ),
        sa.Column(
            "ended_as", sa.String(length=12), nullable=True, comment="withdrawn or superseded"
        ),
        sa.Column("ended_reason", sa.Text(), nullable=True, comment="Why it was withdrawn"),
        sa.ForeignKeyConstraint(
            ["commitment_id"], ["commitment.id"], name=op.f("fk_measure_commitment_id_commitment")
        ),
        sa.ForeignKeyConstraint(
            ["indicator_id"], ["indicator.id"], name=op.f("fk_measure_indicator_id_indicator")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measure")),
        sa.UniqueConstraint(
            "indicator_id",
            "commitment_id",
            "published_at",
            name=op.f("uq_measure_indicator_id_commitment_id_published_at"),
        ),
    )
    op.create_index(op.f("ix_measure_commitment_id"), "measure", ["commitment_id"], unique=False)
    op.create_index(op.f("ix_measure_indicator_id"), "measure", ["indicator_id"], unique=False)
    op.create_index(op.f("ix_measure_published_at"), "measure", ["published_at"], unique=False)


def downgrade() -> None:
    op.drop_table("measure")
    op.drop_table("indicator_level")
    op.drop_table("indicator")
    op.drop_table("relation")
    op.drop_table("commitment_theme")
    op.drop_table("commitment_sdg_target")
    op.drop_table("commitment_addressee")
    op.drop_table("commitment")
    op.drop_table("state_alias")
    op.drop_table("state")
    op.drop_table("theme")
    op.drop_table("instrument")
