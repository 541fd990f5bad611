using BenchmarkDotNet.Running;
using Bot3.Messaging.Benchmarks;

// dotnet run -c Release --project tests/Benchmarks -- --filter '*'
var summaries = BenchmarkSwitcher.FromAssembly(typeof(DomainConfig).Assembly).Run(args, new DomainConfig());
return summaries.Any(summary => summary.HasCriticalValidationErrors || summary.Reports.Any(report => !report.Success)) ? 1 : 0;
