#pragma once
#include <stdint.h>

#include "level.h"

#pragma clang assume_nonnull begin

/// A list of weights, made ready to draw from.
typedef struct {
  int64_t count;
  /// Sums of the weights up to and with each; from the last outcome that has a weight on, no number is above.
  double *sums;
  /// For each of so many equal steps of the total an outcome not above the first whose sum is above the step's start,
  /// and most often that one. There is one step more for what rounding does.
  int64_t step_count;
  int32_t *starts;
  double total;
} state_weights;

/// Adds up the weights that stand in `sums` and fills in the rest.
void state_weights_prepare(state_weights *weights);

/// Draws so many outcomes and adds one to the count of each. The numbers are those of Philox4x32-10 for the key and
/// the counters from zero on, two a counter; they are the same for every instruction set.
typedef void (*state_draw)(const state_weights *weights, uint64_t key, int64_t shots, int64_t *counts);

/// The loop of a level; of the baseline where this machine's architecture has no such level.
state_draw state_draw_at(KernelLevel level);

/// Writes the outcomes that came, `first` added, and how often; returns how many there are. `counts` is zero then.
int64_t state_weights_collect(int64_t *counts, int64_t count, int64_t first, int64_t *outcomes, int64_t *occurrences);

#pragma clang assume_nonnull end
