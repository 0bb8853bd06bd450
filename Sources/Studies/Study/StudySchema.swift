internal import CResources

/// The JSON Schema of study files, as it is compiled in.
package enum StudySchema {
  package static var bytes: [UInt8] {
    for index in 0..<resource_count() {
      let resource = resource_at(index)
      guard String(cString: resource.path) == "studies/schema/study.schema.json" else { continue }
      return Array(UnsafeBufferPointer(start: resource.bytes, count: resource.count))
    }
    return []
  }
}
