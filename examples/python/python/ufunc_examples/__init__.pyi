from numpy import ufunc

__all__ = [
    "add",
    "convolve",
    "cosine",
    "cross",
    "distances",
    "dot",
    "gaussian",
    "gcd",
    "haversine",
    "lerp",
    "logaddexp",
    "logistic",
    "maximum",
    "moving_average",
    "poincare_distance",
    "polar",
    "rotate",
    "softplus",
]

add: ufunc
convolve: ufunc
cosine: ufunc
cross: ufunc
distances: ufunc
dot: ufunc
gaussian: ufunc
gcd: ufunc
haversine: ufunc
lerp: ufunc
logaddexp: ufunc
logistic: ufunc
maximum: ufunc
moving_average: ufunc
poincare_distance: ufunc
polar: ufunc
rotate: ufunc
softplus: ufunc
