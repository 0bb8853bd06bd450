#if defined(__x86_64__)
#include "contraction.h"

#define CONTRACTION_TABLE contraction_kernels_avx2
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#include "contraction_kernels.inc"
#pragma clang attribute pop
#endif
