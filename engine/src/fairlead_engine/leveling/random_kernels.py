"""Random numbers inside kernels: cheap, and the same on every machine."""

from fairlead_engine.machine import Ints


def below(state: Ints, bound: int) -> int:
    """Return a random number of 0 to `bound` - 1, `bound` at most 2**31.

    Marsaglia, "Xorshift RNGs" (2003), with 32 bits and the shifts 13, 17, 5; the product's high half avoids a division.
    """
    x = state[0]
    x ^= (x << 13) & 0xFFFFFFFF
    x ^= x >> 17
    x ^= (x << 5) & 0xFFFFFFFF
    state[0] = x
    return (x * bound) >> 32
