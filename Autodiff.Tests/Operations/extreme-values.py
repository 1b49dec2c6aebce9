"""Writes extreme-values.csv, the oracle of ExtremeTests: derivatives of the rows of one operand at zeros, at the ends of
the range of each number type and beyond.

The functions are those of catalog-values.py and the derivatives come from mpmath's numerical differentiation, at 1400
digits, since cos(1e-300) differs from 1 in the 601st. `undefined` is a jump, a kink, a pole or a point outside the domain;
at the border of a domain and at infinity stands the limit from inside. Run by hand after adding a row:

    python3 extreme-values.py > extreme-values.csv        (Python 3, mpmath 1.3)
"""
import importlib
import struct

from mpmath import diff, erf, exp, findroot, inf, isinf, ln, mp, mpf, ncdf, nstr, pi, sqrt

ROWS = importlib.import_module('catalog-values').ROWS

mp.dps = 1400

ARGUMENTS = {
    'double': (0.0, 1e-300, 1e-20, 1e10, 1e150, 1e300),
    'float': (0.0, 1e-45, 1e-30, 1e-10, 1e10, 1e19, 3e38),
    'Half': (0.0, 6e-8, 6e-5, 1e-3, 200.0, 1000.0, 60000.0),
}
FORMATS = {'double': 'd', 'float': 'f', 'Half': 'e'}

DOMAINS = {'sqrt': (0, inf), 'log': (0, inf), 'log2': (0, inf), 'log10': (0, inf), 'logP1': (-1, inf), 'asin': (-1, 1),
           'acos': (-1, 1), 'acosh': (1, inf), 'atanh': (-1, 1), 'erfInv': (-1, 1), 'normalQuantile': (0, 1)}
LIMITS_AT_ZERO = {'sqrt': inf, 'cbrt': inf, 'truncate': mpf(0), 'round': mpf(0), 'softsign': mpf(1)}
KINKS_AT_ZERO = 'abs sign step floor ceiling relu selu reciprocal logGamma digamma'.split()
JUMPS_AT_WHOLE = 'floor ceiling truncate'.split()
# Limits of the derivative at -infinity and infinity, None where there is none.
LIMITS = {
    'negate': (-1, -1), 'reciprocal': (0, 0), 'square': (-inf, inf), 'sqrt': (None, 0), 'cbrt': (0, 0), 'exp': (0, inf),
    'exp2': (0, inf), 'exp10': (0, inf), 'expM1': (0, inf), 'log': (None, 0), 'log2': (None, 0), 'log10': (None, 0),
    'logP1': (None, 0), 'atan': (0, 0), 'sinh': (inf, inf), 'cosh': (-inf, inf), 'tanh': (0, 0), 'asinh': (0, 0),
    'acosh': (None, 0), 'abs': (-1, 1), 'sign': (0, 0), 'step': (0, 0), 'sigmoid': (0, 0), 'logSigmoid': (1, 0),
    'softplus': (0, 1), 'relu': (0, 1), 'selu': (0, ROWS['selu'][0](mpf(1))), 'gelu': (0, 1), 'geluTanh': (0, 1),
    'silu': (0, 1), 'mish': (0, 1), 'softsign': (0, 0), 'erf': (0, 0), 'erfc': (0, 0), 'logGamma': (None, inf),
    'digamma': (None, 0), 'normalCdf': (0, 0),
}


def quantile_slope(x):
    # From the logarithm, which is nearly a parabola in the tail.
    with mp.workdps(60):
        y = findroot(lambda t: ln(ncdf(t)) - ln(x), -sqrt(-2 * ln(x)))
        return sqrt(2 * pi) * exp(y * y / 2)


def derivative(name, function, x):
    if isinf(x):
        limit = LIMITS.get(name, (None, None))[x > 0]
        return None if limit is None else mpf(limit)
    if x == 0 and name in LIMITS_AT_ZERO:
        return LIMITS_AT_ZERO[name]
    if (x == 0 and name in KINKS_AT_ZERO) or (name in JUMPS_AT_WHOLE and x == int(x)):
        return None
    low, high = DOMAINS.get(name, (-inf, inf))
    if not low < x < high:
        return None
    if name == 'erfInv':  # |x| is at most 1e-3: erfInv x = √π/2 (x + πx³/12 + 7π²x⁵/480 + …)
        return sqrt(pi) / 2 * (1 + pi * x ** 2 / 4 + 7 * pi ** 2 * x ** 4 / 96)
    if name == 'normalQuantile':
        return quantile_slope(x)
    if name in ('logGamma', 'digamma'):
        if x < 0 and x == int(x):
            return None
        # From the functional equation, at a precision that Γ can afford: log Γ(x) = log Γ(1 + x) - log |x|.
        with mp.workdps(60):
            order = 0 if name == 'logGamma' else 1
            return mp.polygamma(order, 1 + x) + (-1 / x if order == 0 else 1 / x ** 2) if abs(x) < 1 else mp.polygamma(order, x)
    if name in ('erfc', 'normalCdf'):  # mpmath's own fail beyond 1e150
        return -derivative('erf', erf, x) if name == 'erfc' else derivative('erf', lambda t: erf(t / sqrt(2)) / 2, x)
    if name == 'cbrt':  # of which differences have no real power at 0
        return abs(x) ** (-mpf(2) / 3) / 3
    return diff(function, x, relative=True) if x != 0 else diff(function, x)


def text(d):
    # Beyond 10^±1000 every number type has 0 or infinity.
    if d is None:
        return 'undefined'
    if abs(d) > mpf(10) ** 1000:
        return 'Infinity' if d > 0 else '-Infinity'
    return '0.0' if abs(d) < mpf(10) ** -1000 else nstr(d, 20)


def number(x):
    return repr(x).replace('inf', 'Infinity')


if __name__ == '__main__':
    print('type,name,argument,derivative')
    for type_name, arguments in ARGUMENTS.items():
        for name, (function, points) in ROWS.items():
            if len(points[0]) > 1 or any(len(point) > 1 for point in points):
                continue
            for magnitude in (*arguments, float('inf')):
                for argument in (magnitude, -magnitude):
                    x = struct.unpack(FORMATS[type_name], struct.pack(FORMATS[type_name], argument))[0]
                    print(f'{type_name},{name},{number(x)},{text(derivative(name, function, mpf(x)))}', flush=True)
            print(f'{type_name},{name},NaN,undefined')
