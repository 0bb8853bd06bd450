/// The sum of products of equally many numbers.
func dot(_ left: [Double], _ right: [Double]) -> Double {
  var sum = 0.0
  for place in left.indices { sum += left[place] * right[place] }
  return sum
}

/// origin + factor * direction.
func moved(_ origin: [Double], by factor: Double, along direction: [Double]) -> [Double] {
  var result = origin
  for place in result.indices { result[place] += factor * direction[place] }
  return result
}
