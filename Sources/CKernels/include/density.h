#pragma once
#include <stddef.h>
#include <stdint.h>

#include "level.h"

#pragma clang assume_nonnull begin

/// A real linear map on some bits of the index of a vector of 2^n numbers.
///
/// Entry (r, c) of the matrix takes `in[i + column_offsets[c]]` to `out[o + row_offsets[r]]` for every value of the
/// other bits, which stand in the same order on both sides: i and o are those values spread over the bits outside of
/// `in_mask` and `out_mask`. Rows and columns may differ in number, so that a map may add bits or take them away.
struct density_map {
  const double *matrix;
  int32_t rows, columns;
  const int64_t *row_offsets, *column_offsets;
  int64_t in_mask, out_mask;
};

enum { density_columns_limit = 256 };

struct density_kernels {
  /// Applies a map for the values `first ..< last` of the other bits; `out` may be `in` if offsets and masks agree.
  /// Both bounds are multiples of 8, or the whole range.
  void (*_Nonnull apply)(double *out, const double *in, const struct density_map *map, int64_t first, int64_t last);
  /// Adds to `sums[r * columns + c]` the products of `left[i + row_offsets[r]]` and `right[i + column_offsets[c]]`
  /// over the values `first ..< last` of the other bits, which are those of `in_mask` on both sides.
  void (*_Nonnull correlate)(
      double *sums, const double *left, const double *right, const struct density_map *map, int64_t first,
      int64_t last);
  /// Replaces a vector of 2^bits numbers by its Walsh-Hadamard transform, not normalised.
  void (*_Nonnull transform)(double *vector, int32_t bits);
};

const struct density_kernels *density_kernels_at(KernelLevel level);

#pragma clang assume_nonnull end
