internal import Dispatch

/// Work in parts, some of them at a time.
package enum ParallelWork {
  /// Does every part, `threads` of them at a time. Parts must not write where others read or write.
  static func forEach(part parts: Int, threads: Int, _ work: (Int) -> Void) {
    guard threads > 1, parts > 1 else {
      for part in 0..<parts { work(part) }
      return
    }
    withoutActuallyEscaping(work) { work in
      let shared = Shared(work: work)
      DispatchQueue.concurrentPerform(iterations: min(threads, parts)) { worker in
        for part in stride(from: worker, to: parts, by: min(threads, parts)) { shared.work(part) }
      }
    }
  }

  /// Changes every element by itself; a thread is woken for `least` elements or more.
  package static func update<Element>(
    _ elements: inout [Element], threads: Int, least: Int = fewestElements, _ change: (Int, inout Element) -> Void
  ) {
    elements.withUnsafeMutableBufferPointer { elements in
      let target = Target(elements: elements)
      let parts = max(1, min(threads, elements.count / least))
      forEach(part: parts, threads: parts) { part in
        for place in stride(from: part, to: target.elements.count, by: parts) { change(place, &target.elements[place]) }
      }
    }
  }

  /// What work makes of every element, in their order.
  package static func map<Element, Result>(
    _ elements: [Element], threads: Int, least: Int = fewestElements, _ work: (Element) -> Result
  ) -> [Result] {
    var results = [Result?](repeating: nil, count: elements.count)
    update(&results, threads: threads, least: least) { place, result in result = work(elements[place]) }
    return results.compactMap(\.self)
  }

  /// Fewer small elements than this are not worth waking a thread for.
  package static let fewestElements = 4

  /// Threads write to different places of it.
  private struct Target<Element>: @unchecked Sendable {
    let elements: UnsafeMutableBufferPointer<Element>
  }

  /// Carries work over to other threads; that parts keep apart is the caller's promise.
  private struct Shared: @unchecked Sendable {
    let work: (Int) -> Void
  }
}
