"""Writes simd-values.csv: functions of doubles, each value as the sum of two doubles, by mpmath at 60 digits.

python3 simd-values.py > simd-values.csv
"""
import random
import mpmath as mp

mp.mp.dps = 60
random.seed(1)

FUNCTIONS = {
    'exp': mp.exp,
    'expM1': mp.expm1,
    'log': mp.log,
    'logP1': mp.log1p,
    'tanh': mp.tanh,
    'sigmoid': lambda x: 1 / (1 + mp.exp(-x)),
    'softplus': lambda x: mp.log1p(mp.exp(x)),
    'erf': mp.erf,
    'erfc': mp.erfc,
    'normalCdf': mp.ncdf,
}


def around(centre, count, least=-16, greatest=0):
    """Points near a centre, at distances of all magnitudes, on both sides."""
    return [centre + random.choice([-1, 1]) * 10 ** random.uniform(least, greatest) for _ in range(count)]


def between(least, greatest, count):
    return [random.uniform(least, greatest) for _ in range(count)]


def magnitudes(least, greatest, count):
    return [10 ** random.uniform(least, greatest) for _ in range(count)]


TINY = [5e-324, 3e-310, 2.2250738585072014e-308, 1e-300]
BOTH = [sign * x for x in TINY + magnitudes(-30, -1, 60) for sign in (1, -1)]
POINTS = {
    'exp': BOTH + between(-746, 710, 150) + between(-2, 2, 60) + between(-746, -700, 30),
    'expM1': BOTH + between(-50, 50, 120) + between(-2, 2, 100) + between(600, 710, 20),
    'log': TINY + magnitudes(-323, 308, 150) + around(1, 120) + between(0.5, 2, 120),
    'logP1': BOTH + magnitudes(-5, 308, 120) + between(-1, 1, 120) + [-1 + x for x in magnitudes(-15, -1, 40)],
    'tanh': BOTH + between(-25, 25, 120) + between(-1, 1, 120),
    'sigmoid': BOTH + between(-746, 50, 120) + between(-40, 40, 120),
    'erf': BOTH + between(-7, 7, 120) + between(-1.2, 1.2, 120),
    'erfc': BOTH + between(-7, 28, 150) + between(-1, 2, 120),
    'normalCdf': BOTH + between(-39, 9, 150) + between(-2, 2, 120),
    'softplus': BOTH + between(-746, 50, 120) + between(-40, 40, 120),
}

print('function,x,high,low')
for name, function in FUNCTIONS.items():
    for x in POINTS[name]:
        value = function(mp.mpf(x))
        high = float(value)
        print(f'{name},{x!r},{high!r},{float(value - mp.mpf(high))!r}')
