#include "lanes.h"

#include "lanes_levels.h"

const struct lanes_kernels *lanes_double_kernels_at(KernelLevel level) {
#if defined(__x86_64__)
  if (level == KERNEL_LEVEL_AVX512) return &lanes_double_avx512;
  if (level == KERNEL_LEVEL_AVX2) return &lanes_double_avx2;
#endif
  return &lanes_double_baseline;
}

const struct lanes_kernels *lanes_single_kernels_at(KernelLevel level) {
#if defined(__x86_64__)
  if (level == KERNEL_LEVEL_AVX512) return &lanes_single_avx512;
  if (level == KERNEL_LEVEL_AVX2) return &lanes_single_avx2;
#endif
  return &lanes_single_baseline;
}
