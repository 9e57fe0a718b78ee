"""The pillars in plain words, and how to stay safe, for newcomers."""

from flask_babel import lazy_gettext as _l

from tracker.labels.charts import PILLARS
from tracker.registry.vocabulary import Pillar
from tracker.web.guides.guide import Guide, Part

IN_PLAIN_WORDS = Guide(
    "plain-words",
    _l("In plain words"),
    _l("The promises of States, the figures of this site, and how to stay safe here."),
    (
        Part(
            "trafficking",
            _l("What trafficking in persons is"),
            (
                _l("Someone takes control of a person and uses that person for profit."),
                _l("It can be forced labour, sexual exploitation or another form of exploitation."),
                _l("Force, threats and lies are common. A person does not have to be moved."),
                _l("A child is a victim even without force or lies."),
            ),
        ),
        Part(
            Pillar.PREVENTION,
            PILLARS[Pillar.PREVENTION],
            (
                _l("States promised to act before anyone is harmed."),
                _l("They fight poverty and discrimination, inform people and control recruiters."),
                _l("They act against the demand for cheap and unfree work."),
            ),
        ),
        Part(
            Pillar.PROTECTION,
            PILLARS[Pillar.PROTECTION],
            (
                _l("States promised to find victims and to help them."),
                _l("Help means a safe place, a doctor, a lawyer and time to recover."),
                _l("Victims should not be punished for what they were forced to do."),
            ),
        ),
        Part(
            Pillar.PROSECUTION,
            PILLARS[Pillar.PROSECUTION],
            (
                _l("States promised to make trafficking in persons a crime."),
                _l("They investigate, try traffickers in court and take their profits."),
                _l("Witnesses are protected, and victims can ask for compensation."),
            ),
        ),
        Part(
            Pillar.PARTNERSHIP,
            PILLARS[Pillar.PARTNERSHIP],
            (
                _l("States promised to work together and with others."),
                _l("They cooperate across borders and share information."),
                _l("They work with civil society, survivors, companies and trade unions."),
            ),
        ),
        Part(
            Pillar.CROSS_CUTTING,
            PILLARS[Pillar.CROSS_CUTTING],
            (
                _l("Some promises belong to all four subjects."),
                _l("States promised to collect data, to set up plans and to report on them."),
                _l("They promised to respect human rights in everything they do."),
            ),
        ),
        Part(
            "figures",
            _l("What the figures mean"),
            (
                _l("Full progress means that everything promised is done, as far as we know."),
                _l("We often know nothing. Then we show no figure and say so."),
                _l("The site does not rank States."),
            ),
            "methodology.page",
            _l("Methodology"),
        ),
        Part(
            "reading",
            _l("If you read this site"),
            (
                _l("You need no account. We set no cookie and store no network address."),
                _l("Your browser still has the page in its history. Delete it if you have to."),
                _l("The operator of your network can see that you opened this site."),
            ),
        ),
        Part(
            "writing",
            _l("If you write for this site"),
            (
                _l("Do not write anything by which a victim or a witness can be found."),
                _l("Do not upload pictures that show faces, houses or number plates."),
                _l("On pages for logging actions, press Escape three times to leave at once."),
                _l("We do not keep the files that you upload. We make a clean copy of each."),
            ),
        ),
        Part(
            "danger",
            _l("If a page puts someone in danger"),
            (
                _l("Use the link “This page endangers someone” at the foot of the page."),
                _l("Everyone on duty gets a message and can remove the text at once."),
                _l("We cannot delete copies that others made."),
                _l("This site is no emergency service and cannot give advice on a case."),
            ),
            "feedback.form",
            _l("Report a mistake"),
        ),
    ),
    is_steps=False,
)
