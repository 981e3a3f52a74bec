"""The forward pass: every task as early as links, summaries, constraints and progress allow."""

from fairlead_engine.cpm.shapes import HAS_BEGUN, HAS_REST, Bounds, Causes, Dates, Spans
from fairlead_engine.network.kernels import (
    ABSENT,
    IS_CONSTRAINED,
    IS_INACTIVE,
    IS_LAGGED,
    IS_LEVELED,
    IS_MANUAL,
    IS_PLAIN,
    IS_STARTED,
    IS_SUMMARY,
    LAG_KIND_SHIFT,
    Network,
    Said,
    SaidProjects,
)
from fairlead_engine.worktime.kernels import Tables, finish_at, start_at, work_at

FAR = 2**62  # later than any date

# Numba compiles constants, not enums: LinkKind, LagKind, ConstraintKind and DriverKind by number.
FS, SS, FF, SF = 0, 1, 2, 3
ELAPSED, PERCENT, PERCENT_ELAPSED = 1, 2, 3
ALAP, SNET, SNLT, FNET, FNLT, MSO, MFO = 1, 2, 3, 4, 5, 6, 7
BY_PROJECT, BY_LINK, BY_CONSTRAINT, BY_ACTUAL, BY_MANUAL, BY_SUMMARY, BY_CHILD, BY_ALAP, BY_LEVELING = range(9)

IS_PLACED_BY_MORE = IS_SUMMARY | IS_MANUAL | IS_STARTED | IS_CONSTRAINED | IS_LEVELED  # than links


def forward(
    network: Network,
    said: Said,
    projects: SaidProjects,
    tables: Tables,
    dates: Dates,
    causes: Causes,
    bounds: Bounds,
    spans: Spans,
) -> None:
    """Find start and finish of every task, and what set each start.

    Bounds on a plain piece of work are compared as counts of working minutes on its own calendar, which its
    predecessors on the same calendar have at hand; only what is placed by more goes by instants.
    """
    parent, flags, calendar, duration = network.parent, network.flags, network.calendar, network.duration
    link_from, origin, code, lag = network.link_from, network.origin, network.code, network.lag
    start, finish, start_work, finish_work = dates.start, dates.finish, dates.start_work, dates.finish_work
    floor, floor_finish = bounds.floor, bounds.floor_finish
    kind, because, other, asked_at = causes.kind, causes.link, causes.other, causes.at
    for visit in network.visits:
        if visit < 0:
            close_summary(~visit, network, tables, dates, causes, bounds, spans)
            continue
        r = visit
        minutes = duration[r]
        if flags[r] & IS_PLACED_BY_MORE or minutes == 0:
            if flags[r] & IS_SUMMARY:
                open_summary(r, network, said, tables, dates, causes, bounds)
                continue
            place(r, network, said, projects, tables, dates, causes, bounds, spans)
            roll_up(r, network, dates, causes, spans)
            continue
        c = calendar[r]
        p = parent[r]
        count = ABSENT
        by = -1
        if p >= 0:
            if floor[p] != ABSENT:
                count = work_at(floor[p], c, tables)
            if floor_finish[p] != ABSENT:
                count = max(count, work_at(floor_finish[p], c, tables) - minutes)
        for i in range(link_from[r], link_from[r + 1]):
            q = origin[i]
            code_i = code[i]
            if code_i & IS_PLAIN:
                asked = (start_work[q] if code_i & 1 else finish_work[q]) + lag[i]
            else:
                asked = work_at(end_asked(i, r, network, tables, dates), c, tables)
            if code_i & 2:
                asked -= minutes
            if asked > count:
                count = asked
                by = i
        if count == ABSENT:
            asked_at[r] = spans.start[network.project[r]]
            count = work_at(asked_at[r], c, tables)
        start_work[r] = count
        finish_work[r] = count + minutes
        start[r] = start_at(count, c, tables)
        finish[r] = finish_at(count + minutes, c, tables)
        if by >= 0:
            q = origin[by]
            code_i = code[by]
            kind[r] = BY_LINK
            because[r] = network.link[by]
            other[r] = network.task[q]
            if not code_i & IS_PLAIN:
                asked_at[r] = start_asked(by, r, network, tables, dates)
            elif code_i & 2 or lag[by] < 0:
                asked_at[r] = start[r]
            elif lag[by] > 0:
                asked_at[r] = finish_at(count, c, tables)
            else:
                asked_at[r] = start[q] if code_i & 1 else finish[q]
        elif p >= 0 and (floor[p] != ABSENT or floor_finish[p] != ABSENT):
            blame_summary(r, p, network, causes, bounds)
        else:
            kind[r] = BY_PROJECT
        if p >= 0:
            roll_up(r, network, dates, causes, spans)
        else:
            j = network.project[r]
            spans.first[j] = min(spans.first[j], start[r])
            spans.last[j] = max(spans.last[j], finish[r])


def blame_summary(r: int, p: int, network: Network, causes: Causes, bounds: Bounds) -> None:
    """Note that task `r` starts where its summary's links, constraint or manual start let it."""
    causes.kind[r] = BY_SUMMARY
    causes.link[r] = bounds.floor_link[p]
    causes.other[r] = network.task[bounds.floor_from[p]]
    causes.at[r] = bounds.floor[p]


def instant_asked(
    r: int, network: Network, tables: Tables, dates: Dates, causes: Causes, bounds: Bounds, spans: Spans
) -> int:
    """Return the instant before which links, summaries and project do not let task `r` start, and note which."""
    c = network.calendar[r]
    p = network.parent[r]
    bound = ABSENT
    by = -1
    if p >= 0:
        bound = bounds.floor[p]
        if bounds.floor_finish[p] != ABSENT:
            count = work_at(bounds.floor_finish[p], c, tables) - network.duration[r]
            bound = max(bound, start_at(count, c, tables))
    for i in range(network.link_from[r], network.link_from[r + 1]):
        at = start_asked(i, r, network, tables, dates)
        if at > bound:
            bound = at
            by = i
    if by >= 0:
        causes.kind[r] = BY_LINK
        causes.link[r] = network.link[by]
        causes.other[r] = network.task[network.origin[by]]
    elif bound == ABSENT:
        bound = spans.start[network.project[r]]
        causes.kind[r] = BY_PROJECT
    else:
        blame_summary(r, p, network, causes, bounds)
    causes.at[r] = bound
    return bound


def start_asked(i: int, r: int, network: Network, tables: Tables, dates: Dates) -> int:
    """Return the instant before which link `i` does not let task `r` start."""
    at = end_asked(i, r, network, tables, dates)
    if network.code[i] & 2:  # FF, SF
        c = network.calendar[r]
        at = start_at(work_at(at, c, tables) - network.duration[r], c, tables)
    return at


def end_asked(i: int, r: int, network: Network, tables: Tables, dates: Dates) -> int:
    """Return the instant before which link `i` does not let task `r` start (FS, SS) or finish (FF, SF)."""
    code = network.code[i]
    q = network.origin[i]
    at = dates.start[q] if code & 1 else dates.finish[q]
    if not code & IS_LAGGED:
        return at
    lag = lag_of(i, network, dates)
    kind = code >> LAG_KIND_SHIFT
    if kind == ELAPSED or kind == PERCENT_ELAPSED:
        return at + lag
    c = network.calendar[r]
    count = work_at(at, c, tables) + lag
    return finish_at(count, c, tables) if lag > 0 else start_at(count, c, tables)


def lag_of(i: int, network: Network, dates: Dates) -> int:
    """Return the minutes of link `i`'s lag; a percentage is a share of its predecessor's duration."""
    lag = network.lag[i]
    if (network.code[i] >> LAG_KIND_SHIFT) < PERCENT:
        return lag
    q = network.origin[i]
    whole = network.duration[q]
    if network.flags[q] & IS_SUMMARY:
        whole = dates.finish_work[q] - dates.start_work[q]
    return (whole * lag + 50) // 100


def place(
    r: int,
    network: Network,
    said: Said,
    projects: SaidProjects,
    tables: Tables,
    dates: Dates,
    causes: Causes,
    bounds: Bounds,
    spans: Spans,
) -> None:
    """Place a milestone, or a task that is manual, has started, is constrained or was leveled."""
    t = network.task[r]
    c = network.calendar[r]
    minutes = network.duration[r]
    flags = network.flags[r]
    bound = instant_asked(r, network, tables, dates, causes, bounds, spans)
    if flags & IS_STARTED:
        place_started(r, t, c, minutes, said, tables, dates)
        because(causes, r, BY_ACTUAL, said.actual_start[t])
        return
    if flags & IS_MANUAL and said.manual_start[t] != ABSENT:
        place_manual(r, t, c, minutes, said, tables, dates)
        because(causes, r, BY_MANUAL, said.manual_start[t])
        return
    if flags & IS_LEVELED:
        bound += said.leveling_delay[t]
        causes.kind[r] = BY_LEVELING
        causes.at[r] = bound
    if flags & IS_CONSTRAINED:
        honors = projects.honors_constraints[network.project[r]] != 0
        held = constrained(r, t, bound, honors, network, said, tables, bounds)
        if held != bound:
            bound = held
            because(causes, r, BY_ALAP if said.constraint[t] == ALAP else BY_CONSTRAINT, bound)
    count = work_at(bound, c, tables)
    dates.start_work[r] = count
    dates.finish_work[r] = count + minutes
    if minutes > 0:
        dates.start[r] = start_at(count, c, tables)
        dates.finish[r] = finish_at(count + minutes, c, tables)
    else:
        dates.start[r] = dates.finish[r] = bound


def because(causes: Causes, r: int, kind: int, at: int) -> None:
    """Note that the task itself set its start."""
    causes.kind[r] = kind
    causes.link[r] = -1
    causes.other[r] = -1
    causes.at[r] = at


def place_manual(r: int, t: int, c: int, minutes: int, said: Said, tables: Tables, dates: Dates) -> None:
    """Place a task where people put it; without a finish of its own it takes its duration."""
    start = said.manual_start[t]
    finish = said.manual_finish[t]
    count = work_at(start, c, tables)
    dates.start[r] = start
    dates.start_work[r] = count
    dates.finish[r] = finish if finish >= start else finish_at(count + minutes, c, tables)
    dates.finish_work[r] = work_at(dates.finish[r], c, tables)


def place_started(r: int, t: int, c: int, minutes: int, said: Said, tables: Tables, dates: Dates) -> None:
    """Place a task at its actual start; what remains of it goes on where it is resumed."""
    start = said.actual_start[t]
    finish = said.actual_finish[t]
    count = work_at(start, c, tables)
    if finish == ABSENT:
        finish = finish_at(count + minutes, c, tables)
        if said.resume_at[t] != ABSENT and said.percent[t] < 100:
            remaining = minutes - int(minutes * said.percent[t] / 100 + 0.5)
            finish = finish_at(work_at(said.resume_at[t], c, tables) + remaining, c, tables)
        if minutes == 0 or finish < start:
            finish = start
    dates.start[r] = start
    dates.finish[r] = finish
    dates.start_work[r] = count
    dates.finish_work[r] = work_at(finish, c, tables)
    dates.progress[r] = HAS_BEGUN if said.actual_finish[t] != ABSENT else HAS_BEGUN | HAS_REST


def constrained(
    r: int,
    t: int,
    bound: int,
    honors: bool,  # noqa: FBT001 - Numba passes by place
    network: Network,
    said: Said,
    tables: Tables,
    bounds: Bounds,
) -> int:
    """Return where the task's constraint lets it start, when links ask for `bound`.

    A task without predecessors may begin on its own date before its project, or a manual summary, does.
    A date that the task must not pass holds it against its links only where the project honors constraints.
    """
    kind = said.constraint[t]
    if kind == ALAP:
        return max(bound, bounds.pushed[r])
    at = said.constraint_at[t]
    if at == ABSENT:
        return bound
    if network.duration[r] > 0 and (kind == FNET or kind == FNLT or kind == MFO):
        c = network.calendar[r]
        at = start_at(work_at(at, c, tables) - network.duration[r], c, tables)
    if kind == SNET or kind == FNET:
        if network.link_from[r] < network.link_from[r + 1]:
            return max(bound, at)
        p = network.parent[r]
        return max(at, bounds.floor_linked[p]) if p >= 0 else at
    if kind == MSO or kind == MFO:
        return at if honors else max(bound, at)
    return min(bound, at) if honors else bound


def open_summary(
    r: int, network: Network, said: Said, tables: Tables, dates: Dates, causes: Causes, bounds: Bounds
) -> None:
    """Find what a summary hands down to its children; its own dates wait for them, unless it is manual."""
    p = network.parent[r]
    t = network.task[r]
    is_manual = network.flags[r] & IS_MANUAL != 0 and said.manual_start[t] != ABSENT
    floor = floor_finish = linked = ABSENT
    source = link = -1
    if p >= 0:
        floor = bounds.floor[p]
        linked = bounds.floor_linked[p]
        floor_finish = bounds.floor_finish[p]
        source = bounds.floor_from[p]
        link = bounds.floor_link[p]
    for i in range(network.link_from[r], network.link_from[r + 1]):
        if is_manual:
            continue  # links on it move neither it nor its children
        at = end_asked(i, r, network, tables, dates)
        linked = at if network.code[i] & 2 == 0 and at > linked else linked
        if network.code[i] & 2:
            floor_finish = max(floor_finish, at)
        elif at > floor:
            floor = at
            source = r
            link = network.link[i]
    dates.start[r] = FAR
    dates.finish[r] = -FAR
    dates.progress[r] = 0
    causes.kind[r] = BY_PROJECT
    if is_manual:
        dates.start[r] = said.manual_start[t]
        dates.finish[r] = max(said.manual_start[t], said.manual_finish[t])
        because(causes, r, BY_MANUAL, said.manual_start[t])
        floor = said.manual_start[t]
        source = r
        link = -1
    elif said.constraint[t] == SNET and said.constraint_at[t] > floor:
        floor = linked = said.constraint_at[t]
        source = r
        link = -1
    bounds.floor_linked[r] = linked
    bounds.floor[r] = floor
    bounds.floor_finish[r] = floor_finish
    bounds.floor_from[r] = source
    bounds.floor_link[r] = link


def close_summary(
    r: int,
    network: Network,
    tables: Tables,
    dates: Dates,
    causes: Causes,
    bounds: Bounds,
    spans: Spans,
) -> None:
    """Settle a summary once its children are placed; one without active children lies where they would begin."""
    if dates.start[r] == FAR:
        at = bounds.floor[r]
        dates.start[r] = dates.finish[r] = spans.start[network.project[r]] if at == ABSENT else at
        causes.at[r] = dates.start[r]
    c = network.calendar[r]
    dates.start_work[r] = work_at(dates.start[r], c, tables)
    dates.finish_work[r] = work_at(dates.finish[r], c, tables)
    roll_up(r, network, dates, causes, spans)


def roll_up(r: int, network: Network, dates: Dates, causes: Causes, spans: Spans) -> None:
    """Widen the summary above and the project around a placed task; inactive tasks widen nothing."""
    if network.flags[r] & IS_INACTIVE:
        return
    j = network.project[r]
    start = dates.start[r]
    finish = dates.finish[r]
    spans.first[j] = min(spans.first[j], start)
    spans.last[j] = max(spans.last[j], finish)
    p = network.parent[r]
    if p < 0:
        return
    dates.progress[p] |= dates.progress[r]
    if causes.kind[p] == BY_MANUAL:
        return
    if start < dates.start[p]:
        dates.start[p] = start
        causes.kind[p] = BY_CHILD
        causes.other[p] = network.task[r]
        causes.at[p] = start
    dates.finish[p] = max(dates.finish[p], finish)
