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

enum { contraction_lanes = 8, contraction_block = 2048, contraction_group = 4 };

/// Lists of factors, each all axes' one after the other, and where the sums with each go. An axis' first factor is 1, its
/// slope 0, and neither stands in the lists.
struct contraction_lists {
  const double *factors;
  const double *_Nullable slopes;
  /// How far a list's factors, and slopes, are from the next one's.
  int64_t length;
  /// At most `contraction_group`.
  int32_t count;
  double *sums;
  /// How far a list's sums are from the next one's.
  int64_t stride;
};

struct contraction_kernels {
  /// For every list the sums over all places of products of one factor an axis with the numbers there; where there are
  /// slopes, behind them for every axis those with its slopes in place of its factors: (1 + axes) times `width`.
  ///
  /// `scratch` has room for `contraction_scratch` numbers.
  void (*_Nonnull contract)(
      const struct contraction_table *table, const struct contraction_lists *lists, double *scratch);
};

/// How many numbers a contraction keeps aside.
int64_t contraction_scratch(const struct contraction_table *table);

const struct contraction_kernels *contraction_kernels_at(KernelLevel level);

#pragma clang assume_nonnull end
