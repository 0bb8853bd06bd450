#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx512f,avx512cd,avx512bw,avx512dq,avx512vl,fma,bmi,bmi2"))), \
                             apply_to = function)
#define WIDTH 64
#define DOUBLE_TABLE state_kernels_double_avx512
#define FLOAT_TABLE state_kernels_float_avx512
#define DRAW state_draw_avx512
#include "state_level.inc"
#pragma clang attribute pop
#endif
