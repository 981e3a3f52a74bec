"""Forward-backward improvement: a schedule is pulled to its end and back to its beginning."""

from fairlead_engine.leveling.generation_kernels import generate
from fairlead_engine.leveling.order_kernels import sort_by, sort_by_finish
from fairlead_engine.leveling.shapes import Net, Room
from fairlead_engine.machine import Ints


def improve(net: Net, mirror: Net, room: Room, order: Ints, start: Ints) -> int:
    """Generate a schedule from `order` and justify it; return its last finish. `order` is lost."""
    return justify(net, mirror, room, order, start, generate(net, room, order, start))


def justify(net: Net, mirror: Net, room: Room, order: Ints, start: Ints, end: int) -> int:
    """Pull a schedule back and forth while that makes it shorter; return its last finish, which was `end`.

    Double justification: Valls, Ballestín & Quintanilla, "Justification and RCPSP: a technique that pays" (2005); again
    and again as the forward-backward improvement of Tormos & Lova (2001).
    """
    while True:
        sort_by_finish(start, net.duration, end, room, order)
        length = generate(mirror, room, order, room.back)
        for i in range(len(start)):
            room.back[i] = length - room.back[i] - net.duration[i]
        sort_by(room.back, length, room, order)
        again = generate(net, room, order, start)
        if again >= end:
            return again
        end = again
