#include "contraction.h"

extern const struct contraction_kernels contraction_kernels_baseline;
#if defined(__x86_64__)
extern const struct contraction_kernels contraction_kernels_avx2, contraction_kernels_avx512;
#endif

const struct contraction_kernels *contraction_kernels_at(KernelLevel level) {
#if defined(__x86_64__)
  if (level == KERNEL_LEVEL_AVX512) return &contraction_kernels_avx512;
  if (level == KERNEL_LEVEL_AVX2) return &contraction_kernels_avx2;
#endif
  return &contraction_kernels_baseline;
}

int64_t contraction_scratch(const struct contraction_table *table) {
  // Two tables as large as the largest between two steps, each with all axes' slopes.
  int64_t places = table->places, largest = 0;
  for (int32_t axes = table->axes; axes > 0;) {
    const struct contraction_group group = contraction_last_group(table, axes);
    places /= group.places;
    axes -= group.axes;
    const int64_t size = places * (1 + table->axes - axes);
    if (size > largest) largest = size;
  }
  return 2 * largest * contraction_lanes;
}
