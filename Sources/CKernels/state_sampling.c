#include "state_sampling.h"

void state_weights_prepare(state_weights *weights) {
  double total = 0;
  int64_t last = 0;
  for (int64_t i = 0; i < weights->count; i++) {
    if (weights->sums[i] > 0) last = i;
    total += weights->sums[i];
    weights->sums[i] = total;
  }
  int32_t *starts = weights->starts;
  for (int64_t step = 0; step <= weights->step_count; step++) starts[step] = 0;
  double scale = (double)weights->step_count / total;
  // Sums count for the steps that start above them.
  for (int64_t i = 0; i < last; i++) {
    int64_t step = (int64_t)(weights->sums[i] * scale) + 1;
    starts[step < weights->step_count ? step : weights->step_count]++;
  }
  for (int64_t step = 1; step <= weights->step_count; step++) starts[step] += starts[step - 1];
  weights->sums[last] = __builtin_inf();
  weights->total = total;
}

extern const state_draw state_draw_baseline, state_draw_avx2, state_draw_avx512;

state_draw state_draw_at(KernelLevel level) {
#if defined(__x86_64__)
  if (level == KERNEL_LEVEL_AVX512) return state_draw_avx512;
  if (level == KERNEL_LEVEL_AVX2) return state_draw_avx2;
#endif
  return state_draw_baseline;
}

int64_t state_weights_collect(int64_t *counts, int64_t count, int64_t first, int64_t *outcomes, int64_t *occurrences) {
  int64_t found = 0;
  for (int64_t i = 0; i < count; i++) {
    outcomes[found] = first + i;
    occurrences[found] = counts[i];
    found += counts[i] > 0;
    counts[i] = 0;
  }
  return found;
}
