internal import Formats

/// The name that is likely meant by a misspelt one.
func nearest(to name: String, among candidates: some Sequence<String>) -> String? {
  NearestMatch.find(name, among: Array(candidates))
}
