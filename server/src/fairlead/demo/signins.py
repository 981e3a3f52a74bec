"""Who signs in to the demo, and with what."""

from dataclasses import dataclass

from fairlead.access.models import User

SLUG = "harbor-vale"
PASSWORD = "fairlead-demo"  # noqa: S105 - shown to everybody: it opens the demo only


@dataclass(frozen=True, slots=True)
class SignIn:
    """An account of the demo: whose it is, in which role, and what they may do."""

    name: str
    role: str
    can: str
    email: str
    password: str = PASSWORD


SIGN_INS = (
    SignIn(
        name="Maya Krishnan",
        role="Program manager",
        can="edits every project of Client growth platform",
        email="maya.krishnan@harborvale.example",
    ),
    SignIn(
        name="Jo Ortega",
        role="Project manager",
        can="edits Payments rollout and reads the rest",
        email="jo.ortega@harborvale.example",
    ),
    SignIn(
        name="Ana Reyes",
        role="Team member",
        can="reports the progress of her own tasks",
        email="ana.reyes@harborvale.example",
    ),
    SignIn(
        name="Desmond Vale",
        role="Sponsor",
        can="reads the two programs that he sponsors",
        email="desmond.vale@harborvale.example",
    ),
    SignIn(
        name="Nadia Harbor",
        role="Workspace owner",
        can="edits everything",
        email="nadia.harbor@harborvale.example",
    ),
    SignIn(
        name="Amara Diallo",
        role="Administrator",
        can="runs people, roles and settings",
        email="amara.diallo@harborvale.example",
    ),
    SignIn(
        name="Ruth Castellan",
        role="Stakeholder",
        can="a client who reads Client growth platform and nothing else",
        email="ruth.castellan@castellanbank.example",
    ),
    SignIn(
        name="Theo Lang",
        role="Guest",
        can="reads the one project that he was let into",
        email="theo.lang@langprint.example",
    ),
)


def signin_of(role: str) -> SignIn:
    """Return the account of the demo that has `role`."""
    return next(one for one in SIGN_INS if one.role == role)


def signins() -> list[SignIn]:
    """Return the accounts of the demo that exist, in the order to try them; none where the demo is not loaded.

    One query.
    """
    there = set(User.objects.filter(people__workspace__slug=SLUG, is_active=True).values_list("email", flat=True))
    return [one for one in SIGN_INS if one.email in there]
