#include "state.h"

extern const struct state_kernels_double state_kernels_double_baseline, state_kernels_double_avx2,
    state_kernels_double_avx512;
extern const struct state_kernels_float state_kernels_float_baseline, state_kernels_float_avx2,
    state_kernels_float_avx512;

const struct state_kernels_double *state_kernels_double_at(KernelLevel level) {
#if defined(__x86_64__)
  if (level == KERNEL_LEVEL_AVX512) return &state_kernels_double_avx512;
  if (level == KERNEL_LEVEL_AVX2) return &state_kernels_double_avx2;
#endif
  return &state_kernels_double_baseline;
}

const struct state_kernels_float *state_kernels_float_at(KernelLevel level) {
#if defined(__x86_64__)
  if (level == KERNEL_LEVEL_AVX512) return &state_kernels_float_avx512;
  if (level == KERNEL_LEVEL_AVX2) return &state_kernels_float_avx2;
#endif
  return &state_kernels_float_baseline;
}
