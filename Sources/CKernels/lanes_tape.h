#pragma once
#include "lanes.h"

/// The angle expressions of up to 16 points: values, tangents (derivatives along a direction of parameters), and the
/// way back from derivatives by angles to derivatives by parameters. In double precision, without contraction, so
/// that all levels and precisions start from the same angles. Arrays are [node or slot][lane].

/// Node values, and from them the angles: of those active, or where that is null, of all.
void lanes_tape_values(
    const LanesProgram *program, uint32_t lanes, const uint8_t *active, const uint8_t *active_slots, double *nodes,
    double *angles);

/// Tangents of nodes whose parameters' tangents are set, and from them those of the angles. `active` has one byte a
/// node, `active_slots` one a slot; others get 0.
void lanes_tape_tangents(
    const LanesProgram *program, uint32_t lanes, const double *nodes, const uint8_t *active,
    const uint8_t *active_slots, double *tangents, double *angle_tangents);

/// Adjoints of the nodes in `active` from those of the angles.
void lanes_tape_adjoints(
    const LanesProgram *program, uint32_t lanes, const double *nodes, const uint8_t *active,
    const double *angle_adjoints, double *adjoints);

/// The same, and how the adjoints change along the tangents.
void lanes_tape_adjoint_tangents(
    const LanesProgram *program, uint32_t lanes, const double *nodes, const double *tangents, const uint8_t *active,
    const double *angle_adjoints, const double *angle_adjoint_tangents, double *adjoints, double *adjoint_tangents);
