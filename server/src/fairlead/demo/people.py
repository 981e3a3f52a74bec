"""Creating the pool of the demo: people with teams and skills; some of them sign in."""

from collections.abc import Mapping
from functools import lru_cache

from django.contrib.auth.hashers import check_password, make_password

from fairlead.access.models import Person, User, Workspace
from fairlead.demo.pool import Member
from fairlead.demo.signins import SIGN_INS, SignIn
from fairlead.resources.models import Resource, ResourceSkill, Skill, Team


def user_of(signin: SignIn) -> User:
    """Return the account of `signin` with its password, made where there is none; a reset keeps people signed in."""
    user = User.objects.filter(email=signin.email).first()
    if user is None:
        return User.objects.create(email=signin.email, password=_encoded(signin.password), name=signin.name)
    if not _opens(signin.password, user.password) or not user.is_active:
        user.password = _encoded(signin.password)
        user.is_active = True
        user.save(update_fields=["password", "is_active"])
    return user


def pool_create(workspace: Workspace, *, members: tuple[Member, ...]) -> dict[str, Resource]:
    """Create the people and resources of `members` and return the resources by key."""
    people = _people(workspace, members)
    teams = {name: Team(workspace=workspace, name=name) for name in sorted({one.team for one in members} - {""})}
    Team.objects.bulk_create(teams.values())
    resources = {
        member.key: Resource(
            workspace=workspace,
            kind=member.kind,
            name=member.name,
            title=member.title,
            person=people.get(member.key),
            team=teams.get(member.team),
            max_units=member.units,
        )
        for member in members
    }
    Resource.objects.bulk_create(resources.values())
    _skills(workspace, members, resources)
    return resources


def visitors_create(workspace: Workspace) -> dict[str, Person]:
    """Create the people who sign in and are not of the pool, and return them by the role of their sign-in."""
    known = set(Person.objects.filter(workspace=workspace).values_list("email", flat=True))
    return {
        signin.role: Person.objects.create(
            workspace=workspace, user=user_of(signin), name=signin.name, email=signin.email
        )
        for signin in SIGN_INS
        if signin.email not in known
    }


def _people(workspace: Workspace, members: tuple[Member, ...]) -> dict[str, Person]:
    """Return a person for each of `members` who is one; whoever has one already, as the owner does, keeps it."""
    known = {person.email: person for person in Person.objects.filter(workspace=workspace)}
    users = {signin.email: user_of(signin) for signin in SIGN_INS}
    humans = [member for member in members if member.kind is Resource.Kind.PERSON]
    new = {
        member.email: Person(workspace=workspace, user=users.get(member.email), name=member.name, email=member.email)
        for member in humans
        if member.email not in known
    }
    Person.objects.bulk_create(new.values())
    return {member.key: (known | new)[member.email] for member in humans}


def _skills(workspace: Workspace, members: tuple[Member, ...], resources: Mapping[str, Resource]) -> None:
    names = sorted({name for member in members for name, _level in member.skills})
    skills = {name: Skill(workspace=workspace, name=name.capitalize()) for name in names}
    Skill.objects.bulk_create(skills.values())
    ResourceSkill.objects.bulk_create(
        ResourceSkill(resource=resources[member.key], skill=skills[name], level=level)
        for member in members
        for name, level in member.skills
    )


# All accounts share a password that everybody is told, so one encoding of it does, which takes half a second by design.
@lru_cache
def _encoded(password: str) -> str:
    return make_password(password)


@lru_cache
def _opens(password: str, encoded: str) -> bool:
    return check_password(password, encoded)
