#pragma once
#include <stdint.h>

#include "level.h"

/// Loops over the amplitudes of a state vector, its real and its imaginary parts in two arrays that are aligned to
/// 64 bytes. A state of `bits` qubits has 2^bits amplitudes, and no fewer than 64: bits above those in use stay zero.
///
/// Kernels that take a `part` of `parts` do that share of the work; shares touch different amplitudes, and how many
/// there are does not change the result's bits.

/// The amplitudes of a row: those that differ in their index's lowest bits only.
#define STATE_ROW_BITS 6
#define STATE_ROW 64
/// A dense gate has no more targets.
#define STATE_TARGETS 5

#pragma clang assume_nonnull begin

/// Where a gate acts.
typedef struct {
  int32_t bits;
  int32_t target_count;
  /// Bit i of the gate's index is bit targets[i] of an amplitude's.
  int32_t targets[STATE_TARGETS];
  /// Amplitudes whose index has `control_values` under this mask are changed.
  uint64_t control_mask;
  uint64_t control_values;
  int32_t part;
  int32_t parts;
} state_place;

/// Factors for amplitudes, in rows: which row of the table belongs to a row of the state is the number that the bits
/// of its row number under `row_mask` make, lowest first, plus `start`.
typedef struct {
  uint64_t row_mask;
  int64_t start;
  /// 1 where a row of the table has a factor for each amplitude of a row, 0 where it has one for all of them.
  int32_t is_wide;
  /// The parts of the factors, in the state's precision.
  const void *real;
  const void *imaginary;
  /// For each row of the table: 0 where all its factors are one, 1 where they are real, 2 elsewhere.
  const uint8_t *kinds;
} state_diagonal;

/// Rotations of up to three bits at or above `lane_bits`, and of all below: x - t y, y + t x for the pair x, y of
/// amplitudes that differ in the bit. That is a rotation but for the factor 1 / sqrt(1 + t t).
typedef struct {
  int32_t count;
  int32_t targets[3];
  double tangents[3];
  int32_t uses_lanes;
  double lane_tangents[4];
} state_rotations;

#define STATE_KERNELS_OF(TYPE)                                                                                         \
  /* Bits whose pairs lie within a register. */                                                                        \
  int32_t lane_bits;                                                                                                   \
  /* Multiplies with a matrix, row after row, real before imaginary part. */                                           \
  void (*_Nonnull dense)(TYPE *real, TYPE *imaginary, const state_place *place, const double *matrix);                 \
  /* Exchanges the amplitudes that differ in the one target. */                                                        \
  void (*_Nonnull flip)(TYPE *real, TYPE *imaginary, const state_place *place);                                        \
  /* Exchanges the two targets. */                                                                                     \
  void (*_Nonnull swap)(TYPE *real, TYPE *imaginary, const state_place *place);                                        \
  void (*_Nonnull diagonal)(TYPE *real, TYPE *imaginary, int32_t bits, const state_diagonal *factors, int32_t part,    \
                   int32_t parts);                                                                                     \
  /* Of one of the two arrays. */                                                                                      \
  void (*_Nonnull rotate)(TYPE *values, int32_t bits, const state_rotations *rotations, int32_t part, int32_t parts);  \
  void (*_Nonnull scale)(TYPE *values, int64_t count, double factor);                                                  \
  /* The sum of the squared magnitudes of those of the rows' amplitudes whose index has `values` under the mask. */    \
  double (*_Nonnull norm)(const TYPE *real, const TYPE *imaginary, uint64_t mask, uint64_t values, int64_t first_row,  \
                 int64_t row_count);                                                                                   \
  /* The sum over these rows of conj(a[i ^ flips]) a[i], negative where i has an odd number of the bits `signs`. */    \
  void (*_Nonnull pauli)(const TYPE *real, const TYPE *imaginary, uint64_t flips, uint64_t signs, int64_t first_row,   \
                int64_t row_count, double *sum);                                                                     \
  void (*_Nonnull probabilities)(const TYPE *real, const TYPE *imaginary, int64_t first, int64_t count, \
                                 double *result);                                                                      \
  /* Copies rows of `length` values that stand at the offsets into one run, or back. */                                \
  void (*_Nonnull gather)(const TYPE *values, const int64_t *offsets, int64_t count, int64_t length, TYPE *run);       \
  void (*_Nonnull scatter)(const TYPE *run, const int64_t *offsets, int64_t count, int64_t length, TYPE *values);

struct state_kernels_double {
  STATE_KERNELS_OF(double)
};

struct state_kernels_float {
  STATE_KERNELS_OF(float)
};

/// The kernels of a level; of the baseline where this machine's architecture has no such level.
const struct state_kernels_double *state_kernels_double_at(KernelLevel level);
const struct state_kernels_float *state_kernels_float_at(KernelLevel level);

#pragma clang assume_nonnull end
