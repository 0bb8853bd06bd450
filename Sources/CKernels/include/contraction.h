#pragma once
#include <stdint.h>

#include "level.h"

#pragma clang assume_nonnull begin

/// A table of numbers with some axes, the last running fastest, and `width` numbers at each place; `width` is a multiple
/// of `contraction_lanes`.
struct contraction_table {
  const double *numbers;
  const int32_t *counts;
  int32_t axes;
  int64_t width;
};

enum { contraction_lanes = 8, contraction_block = 2048 };

struct contraction_kernels {
  /// Writes to `sums` the sums over all places of products of one factor an axis with the numbers there; where there
  /// are slopes, behind them for every axis those with its slopes in place of its factors: (1 + axes) times `width`.
  ///
  /// Factors and slopes are the axes' one after the other. `scratch` has room for `contraction_scratch` numbers.
  void (*_Nonnull contract)(
      double *sums, const struct contraction_table *table, const double *factors, const double *_Nullable slopes,
      double *scratch);
};

/// How many numbers a contraction keeps aside.
int64_t contraction_scratch(const struct contraction_table *table);

const struct contraction_kernels *contraction_kernels_at(KernelLevel level);

#pragma clang assume_nonnull end
