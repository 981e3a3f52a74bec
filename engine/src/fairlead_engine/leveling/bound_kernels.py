"""How late the work of one resource lets a schedule end at the earliest."""

from fairlead_engine.machine import Ints


def bound_by_work(after: Ints, head: Ints, work: Ints, heads: Ints, capacity: int) -> int:
    """Return the greatest h + ⌈work / capacity⌉ + q, the work being what cannot start before h and leaves q to the end.

    `after`, what follows each piece of work by links alone, falls from piece to piece; `heads` are the different heads.
    The subsets of Carlier & Pinson (1989) with the capacity of Baptiste, Le Pape & Nuijten, "Constraint-Based
    Scheduling" (2001), section 3.3.
    """
    bound = 0
    for least in heads:
        total = 0
        for k in range(len(after)):
            if head[k] >= least:
                total += work[k]
                end = least + (total + capacity - 1) // capacity + after[k]
                bound = max(bound, end)
    return bound
