"""Templates of programs over the API: made, looked at for a day, begun."""

from api.conftest import Ask
from cast import Cast, Stage
from fairlead.programs.models import Program
from fairlead.work.models import Assignment


def test_a_program_is_kept_and_begun_again(people: Cast, plan: Stage, ask: Ask):
    maya, olga = ask(people.manager), ask(people.owner)
    made = maya("POST", f"/programs/{plan.program.pk}/template", {"name": "A relaunch"})
    assert (made.status_code, made.json()["project_count"], made.json()["task_count"]) == (201, 2, 6)
    path = f"/program-templates/{made.json()['id']}"
    assert [each["name"] for each in maya("GET", "/program-templates").json()["items"]] == ["A relaunch"]
    shown = maya("GET", f"{path}?start_on=2026-04-06").json()
    # The shop takes five days from Monday; a day of moving into the warehouse follows.
    assert (shown["start"], shown["finish"], shown["link_count"]) == ("2026-04-06T08:00", "2026-04-13T17:00", 1)
    assert [(each["code"], each["finish"]) for each in shown["projects"]] == [
        ("SHOP", "2026-04-10T17:00"),
        ("WARE", "2026-04-13T17:00"),
    ]
    wes = people.resources["Wes Worker"].pk
    start = {"name": "Pier", "code": "PIER", "start_on": "2026-04-06", "manager": people.manager.person.pk}
    fills = {shown["roles"][0]["id"]: wes}
    begun = olga("POST", f"{path}/program", {**start, "fills": fills})
    pier = Program.objects.get(pk=begun.json()["program"])
    assert (pier.name, Assignment.objects.get(task__project__program=pier).resource_id) == ("Pier", wes)
    assert maya("GET", f"/programs/{pier.pk}").status_code == 200
    again = olga("POST", f"{path}/program", start)
    assert (again.status_code, again.json()["fields"]) == (422, {"code": "Another program has this code"})
    assert maya("DELETE", path).status_code == 204
