"""Writes catalog-values.csv, the oracle of CatalogTests: values and partials of every row of the catalog.

Each function is written here as a handbook of mathematics has it, independently of the C# row, and its partials come
from mpmath's numerical differentiation at 50 digits, not from a formula. Run by hand after adding a row or a sample:

    python3 catalog-values.py > catalog-values.csv        (Python 3, mpmath 1.3)
"""
from mpmath import (acos, acosh, asin, asinh, atan, atan2, atanh, ceil, cos, cosh, diff, digamma, erf, erfc, erfinv, exp,
                    expm1, floor, gamma, isnan, ln, log, loggamma, log1p, mp, mpf, nan, ncdf, nint, nstr, pi, polygamma,
                    power, sign, sin, sinh, sqrt, tan, tanh, beta)

mp.dps = 50


def truncate(x):
    return floor(x) if x >= 0 else ceil(x)


def sigmoid(x):
    return 1 / (1 + exp(-x))


def softplus(x):
    return ln(1 + exp(x))


def cbrt(x):
    return sign(x) * power(abs(x), mpf(1) / 3)


def copy_sign(x, y):
    return abs(x) if y >= 0 else -abs(x)


# The paper's constants for selu; for geluTanh those of its definition.
SELU_LAMBDA = mpf('1.0507009873554804934193349852946')
SELU_ALPHA = mpf('1.6732632423543772848170429916717')

# name: (function, operand lists). A function over a list stands for an n-ary row.
ROWS = {
    'add': (lambda x, y: x + y, [(2, 3), (-1.5, 0.25), (0, 0)]),
    'subtract': (lambda x, y: x - y, [(2, 3), (-1.5, 0.25), (0, 0)]),
    'multiply': (lambda x, y: x * y, [(2, 3), (-1.5, 0.25), (0, 2)]),
    'divide': (lambda x, y: x / y, [(2, 3), (-1.5, 0.25), (0, 2)]),
    'negate': (lambda x: -x, [(-2,), (0,), (3,)]),
    'reciprocal': (lambda x: 1 / x, [(-2,), (0.25,), (3,)]),
    'remainder': (lambda x, y: x - y * truncate(x / y), [(7.5, 2), (-7.5, 2), (5, -3)]),
    'ieeeRemainder': (lambda x, y: x - y * nint(x / y), [(7.5, 2), (-7.25, 2), (5, -3)]),
    'multiplyAdd': (lambda x, y, z: x * y + z, [(2, 3, 4), (-1.5, 0.25, 10)]),
    'lerp': (lambda x, y, z: x * (1 - z) + y * z, [(2, 3, 0.25), (-1.5, 4, 0.75)]),
    'square': (lambda x: x * x, [(-3,), (0,), (0.5,)]),
    'sqrt': (sqrt, [(0.01,), (2,), (9,)]),
    'cbrt': (cbrt, [(-8,), (0.125,), (5,)]),
    'power': (lambda x, y: x ** y, [(2, 3), (0.5, -1.5), (3, 0.5), (1.7, 2)]),
    'rootN': (lambda x, y: x ** (1 / y), [(2, 3), (0.5, 4), (3, -2)]),
    'hypot': (lambda x, y: sqrt(x * x + y * y), [(3, 4), (-1, 0.5), (0, 2)]),
    'exp': (exp, [(-20,), (-1,), (0,), (1,), (20,)]),
    'exp2': (lambda x: mpf(2) ** x, [(-20,), (-1,), (0,), (1,), (20,)]),
    'exp10': (lambda x: mpf(10) ** x, [(-5,), (-1,), (0,), (1,), (5,)]),
    'expM1': (expm1, [(-20,), (-1,), (0,), (1e-9,), (1,), (20,)]),
    'log': (ln, [(0.01,), (1,), (2,), (100,)]),
    'log2': (lambda x: ln(x) / ln(2), [(0.01,), (1,), (2,), (100,)]),
    'log10': (lambda x: ln(x) / ln(10), [(0.01,), (1,), (2,), (100,)]),
    'logP1': (log1p, [(-0.9,), (0,), (1e-9,), (2,), (100,)]),
    'logBase': (lambda x, y: ln(x) / ln(y), [(2, 3), (0.5, 10), (8, 0.5)]),
    'logAddExp': (lambda x, y: ln(exp(x) + exp(y)), [(1, 2), (-3, 0.5), (20, -20), (300, 300)]),
    'xLogY': (lambda x, y: x * ln(y), [(2, 3), (0.5, 0.1), (-1, 4), (0, 2)]),
    'sin': (sin, [(-2,), (0,), (1,), (10,)]),
    'cos': (cos, [(-2,), (0,), (1,), (10,)]),
    'tan': (tan, [(-1.2,), (0,), (1,), (10,)]),
    'asin': (asin, [(-0.9,), (0,), (0.5,)]),
    'acos': (acos, [(-0.9,), (0,), (0.5,)]),
    'atan': (atan, [(-10,), (0,), (0.5,), (3,)]),
    'atan2': (atan2, [(1, 2), (-1, 0.5), (2, -3), (-2, -3)]),
    'sinPi': (lambda x: sin(pi * x), [(-0.7,), (0,), (0.5,), (3.25,)]),
    'cosPi': (lambda x: cos(pi * x), [(-0.7,), (0,), (0.5,), (3.25,)]),
    'tanPi': (lambda x: tan(pi * x), [(-0.7,), (0,), (0.25,), (3.125,)]),
    'sinh': (sinh, [(-3,), (0,), (1,), (10,)]),
    'cosh': (cosh, [(-3,), (0,), (1,), (10,)]),
    'tanh': (tanh, [(-3,), (0,), (0.5,), (2,)]),
    'asinh': (asinh, [(-30,), (0,), (0.5,), (2,)]),
    'acosh': (acosh, [(1.5,), (2,), (30,)]),
    'atanh': (atanh, [(-0.9,), (0,), (0.5,)]),
    'abs': (abs, [(-2,), (0.5,), (3,)]),
    'sign': (sign, [(-2,), (0.5,), (3,)]),
    'max': (lambda x, y: max(x, y), [(2, 3), (3, -2)]),
    'min': (lambda x, y: min(x, y), [(2, 3), (3, -2)]),
    'clamp': (lambda x, y, z: min(max(x, y), z), [(0.5, 0, 1), (-2, 0, 1), (3, 0, 1), (0.5, 2, -1)]),
    'floor': (floor, [(-1.5,), (0.25,), (2.75,)]),
    'ceiling': (ceil, [(-1.5,), (0.25,), (2.75,)]),
    'round': (nint, [(-1.25,), (0.25,), (2.75,)]),
    'truncate': (truncate, [(-1.5,), (0.25,), (2.75,)]),
    'copySign': (copy_sign, [(2, -3), (-2, -3), (-2, 3)]),
    'step': (lambda x: mpf(x > 0), [(-2,), (0.5,), (3,)]),
    'sigmoid': (sigmoid, [(-40,), (-1,), (0,), (1,), (10,)]),
    'logSigmoid': (lambda x: ln(sigmoid(x)), [(-40,), (-1,), (0.5,), (1,), (10,)]),
    'softplus': (softplus, [(-40,), (-1,), (0,), (1,), (40,)]),
    'relu': (lambda x: max(x, 0), [(-2,), (0.5,), (3,)]),
    'leakyRelu': (lambda x, y: x if x > 0 else y * x, [(-2, 0.01), (0.5, 0.25), (-1, 0.3)]),
    'elu': (lambda x, y: x if x > 0 else y * expm1(x), [(-2, 1), (0.5, 0.25), (-1, 0.3)]),
    'selu': (lambda x: SELU_LAMBDA * (x if x > 0 else SELU_ALPHA * expm1(x)), [(-2,), (0.5,), (3,)]),
    'gelu': (lambda x: x * (1 + erf(x / sqrt(2))) / 2, [(-5,), (-1,), (0,), (1,), (5,)]),
    'geluTanh': (lambda x: x * (1 + tanh(sqrt(2 / pi) * (x + mpf('0.044715') * x ** 3))) / 2, [(-5,), (-1,), (0,), (1,), (5,)]),
    'silu': (lambda x: x / (1 + exp(-x)), [(-5,), (-1,), (0,), (1,), (5,)]),
    'mish': (lambda x: x * tanh(softplus(x)), [(-5,), (-1,), (0,), (1,), (5,)]),
    'softsign': (lambda x: x / (1 + abs(x)), [(-5,), (-1,), (1,), (5,)]),
    'erf': (erf, [(-2,), (0,), (0.5,), (3,)]),
    'erfc': (erfc, [(-2,), (0,), (0.5,), (3,), (5,)]),
    'erfInv': (erfinv, [(-0.9,), (0,), (0.5,)]),
    'logGamma': (lambda x: ln(abs(gamma(x))), [(-1.5,), (0.1,), (1.25,), (3,), (50,)]),
    'digamma': (digamma, [(-1.5,), (0.1,), (1.25,), (3,), (50,)]),
    'polygamma': (lambda x, y: polygamma(int(x), y), [(1, 0.5), (2, 3), (1, 40), (3, 1.5)]),
    'logBeta': (lambda x, y: ln(beta(x, y)), [(0.5, 0.5), (2, 3), (10, 0.1), (30, 40)]),
    'normalCdf': (ncdf, [(-5,), (-1,), (0,), (1,), (5,)]),
    'normalQuantile': (lambda x: sqrt(2) * erfinv(2 * x - 1), [(0.001,), (0.3,), (0.5,), (0.9,)]),
    'sum': (lambda *x: sum(x), [(1.5,), (1, -2, 3.5, 0)]),
    'dot': (lambda *x: sum(a * b for a, b in zip(x[:len(x) // 2], x[len(x) // 2:])), [(2, 3), (1, -2, 3.5, 0, 0.5, 4)]),
    'logSumExp': (lambda *x: ln(sum(exp(a) for a in x)), [(1.5,), (1, -2, 3.5, 0), (1e4, 1e4 - 1)]),
    'normalLogDensity': (lambda n, m, s, mu, sigma: -(s + n * (m - mu) ** 2) / (2 * sigma ** 2) - n * ln(sigma) - n * ln(2 * pi) / 2, [(1, 0.5, 0, 0.1, 1.5), (103, -0.2, 40, 0.4, 1.7)]),
    'norm': (lambda *x: sqrt(sum(a * a for a in x)), [(-1.5,), (1, -2, 3.5, 0)]),
}

# Orders are whole numbers: there is no partial.
WITHOUT_PARTIAL = {('polygamma', 0), ('rootN', 1)}


def partial(name, function, x, i):
    if (name, i) in WITHOUT_PARTIAL:
        return nan
    return diff(lambda t: function(*x[:i], t, *x[i + 1:]), x[i])


def text(x):
    return 'NaN' if isnan(x) else nstr(x, 25, strip_zeros=True)


if __name__ == '__main__':
    print('name,operands,value,partials')
    for name, (function, points) in ROWS.items():
        for point in points:
            x = [mpf(operand) for operand in point]
            partials = [partial(name, function, x, i) for i in range(len(x))]
            operands = ';'.join(repr(float(operand)) for operand in point)
            print(f"{name},{operands},{text(function(*x))},{';'.join(map(text, partials))}")
