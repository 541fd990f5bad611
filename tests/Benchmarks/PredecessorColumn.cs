using System.Globalization;
using System.Reflection;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace Bot3.Messaging.Benchmarks;

/// <summary>The predecessor's mean of the step.</summary>
internal sealed class PredecessorColumn : IColumn
{
    public string Id => nameof(PredecessorColumn);

    public string ColumnName => "Predecessor";

    public bool AlwaysShow => true;

    public ColumnCategory Category => ColumnCategory.Custom;

    public int PriorityInCategory => 0;

    public bool IsNumeric => true;

    public UnitType UnitType => UnitType.Time;

    public string Legend => "Mean of the system that this one succeeds";

    /// <summary>The predecessor's nanoseconds; null for a step that it did not measure.</summary>
    public static double? Nanoseconds(BenchmarkCase benchmark) =>
        benchmark.Descriptor.WorkloadMethod.GetCustomAttribute<PredecessorAttribute>()?.Nanoseconds;

    public bool IsAvailable(Summary summary) => true;

    public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase) => Nanoseconds(benchmarkCase) is { } nanoseconds
        ? string.Create(CultureInfo.InvariantCulture, $"{nanoseconds:N0} ns") : "-";

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style) => GetValue(summary, benchmarkCase);
}
