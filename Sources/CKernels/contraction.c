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
  // Two tables of a block, each with all axes' slopes, and the parts of every axis above it, of every list.
  int64_t size = 2 * (int64_t)(1 + table->axes) * contraction_block;
  for (int32_t axis = 0; axis < table->axes; axis++)
    size += contraction_group * table->counts[axis] * table->axes * table->width;
  return size;
}
