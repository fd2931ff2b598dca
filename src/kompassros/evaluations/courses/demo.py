"""The demo's evaluations on their way: one of Granby in each state of the course, and two of Norrvik."""

from uuid import UUID

from kompassros.evaluations.courses import joint
from kompassros.evaluations.courses.demo_course import Stage, make_course
from kompassros.evaluations.courses.demo_people import cast_of_other, cast_of_own
from kompassros.evaluations.courses.demo_preparing import send_files
from kompassros.evaluations.courses.demo_scripts import SCRIPTS
from kompassros.evaluations.courses.demo_texts import texts
from kompassros.evaluations.courses.models import Course
from kompassros.instruments.models import Edition
from kompassros.organisations.demo import OTHER, OWN
from kompassros.records.demo import Loader, register

INSTRUMENT, VERSION = "kompassros-bedomningspunkter", "1"
JOINT = "Granby och Norrvik tillsammans"
_SUMMARY_REQUEST = UUID("6b0f0a52-0f4e-4d8e-9c1c-0d5f3a1f9a01")


def load_courses() -> int:
    """Make the evaluations of the demo once; return how many were made."""
    if Course._base_manager.filter(made_up=True).exists():
        return 0
    edition = Edition.objects.filter(instrument__key=INSTRUMENT, version=VERSION).order_by("-revision")[0]
    casts = {OWN: cast_of_own(), OTHER: cast_of_other()}
    stages = {key: Stage(cast, edition, send_files(cast)) for key, cast in casts.items()}
    made = [make_course(script, stages[script.key]) for script in SCRIPTS]
    together = [course for course, script in zip(made, SCRIPTS, strict=True) if script.joint]
    both = joint.make_joint(name=JOINT, courses=together, person=None)
    joint.write_summary(
        joint=both,
        text=texts()["joint_summary"],
        version=both.version,
        request_id=_SUMMARY_REQUEST,
        person=casts[OWN].lead,
    )
    return len(made)


register(Loader("made-up evaluations on their way", 95, True, load_courses))
