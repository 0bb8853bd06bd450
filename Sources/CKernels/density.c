#include "density.h"

extern const struct density_kernels density_kernels_baseline;
#if defined(__x86_64__)
extern const struct density_kernels density_kernels_avx2, density_kernels_avx512;
#endif

const struct density_kernels *density_kernels_at(KernelLevel level) {
#if defined(__x86_64__)
  if (level == KERNEL_LEVEL_AVX512) return &density_kernels_avx512;
  if (level == KERNEL_LEVEL_AVX2) return &density_kernels_avx2;
#endif
  return &density_kernels_baseline;
}
