#pragma once
#include <stddef.h>
#include <stdint.h>

#include "level.h"

/// The small-circuit engine: many parameter sets ("points") of one circuit at a time.
///
/// A circuit is a list of layers, each a diagonal and then tilts. The diagonal is a product of exp(-i angle Z_S / 2)
/// over parity masks S, a tilt is exp(-i angle Y / 2) on a Pauli string Y that flips the index by `mask` and whose
/// sign is the parity under `row`; within a layer all of them commute. Exchanges of basis states (cx, swap, x) are no
/// steps: they change the masks of what follows.
///
/// A vector holds 2^k points side by side and the amplitudes of the lowest qubits, as many as still fit; which part
/// of it is points changes no result, bit for bit.

/// How a node of an angle expression comes from others. The first nodes are the parameters, in order.
enum {
  LANES_PARAMETER, LANES_CONSTANT, LANES_NEGATE, LANES_ADD, LANES_SUBTRACT, LANES_MULTIPLY, LANES_DIVIDE, LANES_POWER,
  LANES_SIN, LANES_COS, LANES_TAN, LANES_EXP, LANES_LOG, LANES_SQRT, LANES_ARCSIN, LANES_ARCCOS, LANES_ARCTAN,
};

typedef struct {
  int32_t operation;
  uint32_t first, second;
  /// The value of a constant.
  double constant;
} LanesNode;

/// A part of an angle: a factor times a node.
typedef struct {
  uint32_t node;
  double factor;
} LanesTerm;

/// An angle of the circuit: a constant and terms.
typedef struct {
  double constant;
  uint32_t term_start, term_count;
} LanesSlot;

typedef struct {
  uint32_t mask, slot;
} LanesString;

typedef struct {
  uint32_t mask, row, slot;
} LanesTilt;

/// Strings are in ascending order of their masks, none of which is 0.
typedef struct {
  uint32_t string_start, string_count, tilt_start, tilt_count;
} LanesLayer;

/// A part of an observable: amplitude i gets weight[i] times amplitude i ^ mask.
typedef struct {
  uint32_t mask;
  /// Where its table starts, in numbers: 2^n real parts, then as many imaginary ones unless `is_real`.
  uint32_t is_real;
  size_t weights;
} LanesGroup;

/// The sum of its groups, or where it has a rank, of |v><v| for so many vectors v, a multiple of 4: each is 2^n real parts
/// and as many imaginary ones among the tables, from `vectors` on.
typedef struct {
  uint32_t group_start, group_count;
  uint32_t rank;
  size_t vectors;
} LanesObservable;

typedef struct {
  uint32_t qubit_count, parameter_count, node_count, slot_count, layer_count, observable_count;
  const LanesNode *nodes;
  const LanesSlot *slots;
  const LanesTerm *terms;
  const LanesLayer *layers;
  const LanesString *strings;
  const LanesTilt *tilts;
  const LanesObservable *observables;
  const LanesGroup *groups;
  /// In the precision of the kernels, followed by 64 bytes that may be read: the real parts of the state before the
  /// first layer, then the imaginary ones; and the tables of all groups and vectors.
  const void *initial, *weights;
} LanesProgram;

/// What is differentiated. Each array has one byte a slot (or node), 1 where it depends on a row (a column).
typedef struct {
  uint32_t row_count, column_count;
  const uint32_t *rows, *columns;
  const uint8_t *row_slots, *column_slots, *row_nodes, *column_nodes;
} LanesPlan;

typedef enum {
  LANES_VALUES,
  /// Values, and derivatives by the rows.
  LANES_GRADIENTS,
  /// Values, derivatives by the rows, and second derivatives by rows and columns.
  LANES_MIXED,
  /// Derivatives by the rows less `targets`: their squares' sum, and its derivatives by the columns.
  LANES_DISTANCE,
  /// Values, and the derivatives by the columns of the row derivatives' sum weighted with `targets`.
  LANES_PRODUCTS,
  /// Values unless they are null, and the derivatives by the rows of the observables' sum weighted with `targets`.
  LANES_PULLBACK,
  /// The amplitudes of the final state, without the global phase, by the program's own numbering of states.
  LANES_AMPLITUDES,
  /// And their derivatives by the rows.
  LANES_AMPLITUDE_DERIVATIVES,
} LanesTask;

/// Output arrays have the point as their first index; those that the task does not name may be null.
typedef struct {
  LanesTask task;
  /// 2^k lanes hold points; there are between 1 and 2^k of them.
  uint32_t lane_exponent;
  uint32_t point_count;
  /// Rows of all parameters; where `base` is not null, of those in `varied` only, and all others are as in the base.
  const double *points;
  const double *base;
  const uint32_t *varied;
  uint32_t varied_count;
  /// One byte a node and a slot: 1 where it depends on a varied parameter. Null without a base.
  const uint8_t *varied_nodes, *varied_slots;
  /// A place in the circuit before which nothing depends on the rows: so many layers, and the diagonal of the next one
  /// where `cut_is_turned`. Where `starts` is not null, the states there, [point][state][2], are read from it, and only
  /// what `needed_nodes` and `needed_slots` say is computed of angles; where `stops`, LANES_AMPLITUDES gives them.
  uint32_t cut_layer, cut_is_turned, stops;
  const double *starts;
  const uint8_t *needed_nodes, *needed_slots;
  /// 1 where the workspace is as the last evaluation left it, for other points with the same base and lanes.
  uint32_t is_continued;
  /// [observable][row] for all points, or for each of them where `has_own_targets`; [point][observable] for
  /// LANES_PULLBACK
  const double *targets;
  uint32_t has_own_targets;
  /// [point][observable]
  double *values;
  /// [point][observable][row]
  double *gradients;
  /// [point][observable][row][column]
  double *mixed;
  /// [point], the squared distances
  double *distances;
  /// [point][column] for LANES_DISTANCE, [point][observable][column] for LANES_PRODUCTS, [point][row] for LANES_PULLBACK
  double *products;
  /// [point][state][2], or [point][0 or 1 + row][state][2] with derivatives
  double *amplitudes;
} LanesRequest;

/// The first angle that is not finite, where there is one.
typedef struct {
  uint32_t is_found, slot;
  double value;
} LanesFault;

struct lanes_kernels {
  /// Lanes of a vector.
  uint32_t width;
  /// Bytes that `evaluate` needs, aligned to 64.
  size_t (*workspace)(const LanesProgram *, LanesTask, uint32_t lane_exponent);
  LanesFault (*evaluate)(const LanesProgram *, const LanesPlan *, const LanesRequest *, void *workspace);
  /// cos(x / 2) and sin(x / 2) for a whole number of vectors.
  void (*half_angles)(const double *angles, double *cosines, double *sines, size_t vector_count);
};

const struct lanes_kernels *lanes_double_kernels_at(KernelLevel level);
const struct lanes_kernels *lanes_single_kernels_at(KernelLevel level);
