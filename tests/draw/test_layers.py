"""A layered layout leads onwards, lets nothing overlap and keeps lanes apart, whatever the graph."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hasim.draw.layers import arrange

EDGES = st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11)), max_size=24)
SIZES = st.lists(st.tuples(st.floats(0.2, 3), st.floats(0.1, 1)), min_size=12, max_size=12)
LANES = st.lists(st.integers(0, 2), min_size=12, max_size=12)


@given(EDGES, SIZES, LANES)
def test_boxes_do_not_overlap_and_stay_in_their_lanes(
    edges: list[tuple[int, int]], sizes: list[tuple[float, float]], lanes: list[int]
) -> None:
    shape = dict(enumerate(sizes))
    found = arrange(shape, edges, lanes=dict(enumerate(lanes)))
    for (one, (x1, y1)), (other, (x2, y2)) in combinations(found.places.items(), 2):
        apart_along = abs(x1 - x2) - (shape[one][0] + shape[other][0]) / 2
        apart_across = abs(y1 - y2) - (shape[one][1] + shape[other][1]) / 2
        assert max(apart_along, apart_across) > 0
    for name, (x, y) in found.places.items():
        low, high = found.lanes[lanes[name]]
        assert low <= y - shape[name][1] / 2 + 1e-9
        assert y + shape[name][1] / 2 <= high + 1e-9
        assert 0 <= x - shape[name][0] / 2 + 1e-9
        assert x + shape[name][0] / 2 <= found.along + 1e-9
    bounds = [found.lanes[lane] for lane in sorted(found.lanes)]
    assert all(one[1] <= other[0] + 1e-9 for one, other in pairwise(bounds))


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(6, 11)), max_size=24))
def test_without_circles_every_edge_leads_onwards(edges: list[tuple[int, int]]) -> None:
    found = arrange(dict.fromkeys(range(12), (1.0, 0.4)), edges)
    for one, other in edges:
        assert found.places[one][0] < found.places[other][0]
        route = found.routes[one, other]
        assert [x for x, _ in route] == sorted(x for x, _ in route)
        assert route[0] == pytest.approx((found.places[one][0] + 0.5, found.places[one][1]))
        assert route[-1] == pytest.approx((found.places[other][0] - 0.5, found.places[other][1]))


@given(EDGES)
def test_each_edge_has_a_route_also_in_circles(edges: list[tuple[int, int]]) -> None:
    found = arrange(dict.fromkeys(range(12), (1.0, 0.4)), edges)
    assert found.routes.keys() == {(one, other) for one, other in edges if one != other}


@given(EDGES, SIZES)
def test_a_route_passes_no_box(edges: list[tuple[int, int]], sizes: list[tuple[float, float]]) -> None:
    shape = dict(enumerate(sizes))
    found = arrange(shape, edges)
    for route in found.routes.values():
        for (x1, y1), (x2, y2) in pairwise(route):
            if y1 == y2:  # the straight parts lead through layers, the others through the gaps between them
                for name, (x, y) in found.places.items():
                    inside = max(min(x1, x2), x - shape[name][0] / 2), min(max(x1, x2), x + shape[name][0] / 2)
                    assert inside[1] - inside[0] < 1e-9 or abs(y - y1) > shape[name][1] / 2 - 1e-9


def test_crossings_are_avoided_where_they_can_be() -> None:
    edges = [(0, 13), (1, 12), (2, 11), (3, 10)]
    found = arrange(dict.fromkeys([*range(4), *range(10, 14)], (1.0, 0.4)), edges)
    ends = sorted((found.places[one][1], found.places[other][1]) for one, other in edges)
    assert [end for _, end in ends] == sorted(end for _, end in ends)


def test_what_is_to_be_last_is_last() -> None:
    found = arrange(dict.fromkeys("abcn", (1.0, 0.4)), [("a", "b"), ("b", "c"), ("a", "n")], last=["n"])
    assert found.places["n"][0] == max(x for x, _ in found.places.values())
