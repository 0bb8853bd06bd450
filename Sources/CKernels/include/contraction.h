#pragma once
#include <stdint.h>

#include "level.h"

#pragma clang assume_nonnull begin

enum { contraction_lanes = 8 };

/// Numbers at the places of a table with some axes, the last running fastest: blocks of `contraction_lanes` numbers of
/// every place, aligned as one vector, [block][place][lane].
struct contraction_table {
  const double *numbers;
  /// How many places each axis has.
  const int32_t *counts;
  int32_t axes;
  /// In all.
  int64_t places;
  int64_t blocks;
};

/// Lists of factors, each all axes' one after the other, and where the sums with each go. An axis' first factor is 1, its
/// slope 0, and neither stands in the lists.
struct contraction_lists {
  const double *factors;
  const double *_Nullable slopes;
  /// How far a list's factors, and slopes, are from the next one's.
  int64_t length;
  int64_t count;
  /// [list][1, and with slopes one an axis][block][lane]
  double *sums;
};

struct contraction_kernels {
  /// For every list the sums over all places of products of one factor an axis with the numbers there; where there are
  /// slopes, behind them for every axis those with its slopes in place of its factors.
  ///
  /// `scratch` has room for `contraction_scratch` numbers, and is aligned as the table is.
  void (*_Nonnull contract)(
      const struct contraction_table *table, const struct contraction_lists *lists, double *scratch);
};

/// How many numbers a contraction keeps aside.
int64_t contraction_scratch(const struct contraction_table *table);

/// Axes that are summed over together.
struct contraction_group {
  int32_t axes;
  /// Of all of them.
  int64_t places;
};

/// The last of so many axes: three of three places each, as a rotation's angle has, or one.
static inline struct contraction_group contraction_last_group(const struct contraction_table *table, int32_t axes) {
  const int32_t *last = table->counts + axes;
  const struct contraction_group cube = {3, 27}, line = {1, last[-1]};
  return axes >= 3 && last[-1] == 3 && last[-2] == 3 && last[-3] == 3 ? cube : line;
}

const struct contraction_kernels *contraction_kernels_at(KernelLevel level);

#pragma clang assume_nonnull end
