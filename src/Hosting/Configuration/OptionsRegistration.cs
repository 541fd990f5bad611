using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Bot3.Messaging.Hosting.Configuration;

/// <summary>
/// Strict options: unknown keys, unreadable values, missing secret files, data annotations and every <see cref="IValidateOptions{T}"/>
/// are checked before the host starts, and all violations are reported at once.
/// </summary>
public static class OptionsRegistration
{
    /// <summary>
    /// Binds <typeparamref name="T"/> to a configuration section and validates it at start. Calling it twice is harmless.
    /// </summary>
    /// <typeparam name="T">The options class: public settable properties with safe defaults.</typeparam>
    /// <param name="services">The host's services.</param>
    /// <param name="configuration">The root configuration.</param>
    /// <param name="section">The section's key, for example <c>Bus</c>.</param>
    /// <returns>The options builder, for further rules.</returns>
    public static OptionsBuilder<T> AddValidatedOptions<T>(this IServiceCollection services, IConfiguration configuration, string section)
        where T : class, new()
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentException.ThrowIfNullOrWhiteSpace(section);

        var builder = services.AddOptions<T>();
        if (services.Any(service => service.ImplementationInstance is SectionBinder<T>))
        {
            return builder;
        }

        var binder = new SectionBinder<T>(configuration.GetSection(section));
        services.AddSingleton<IConfigureOptions<T>>(binder);
        services.AddSingleton<IValidateOptions<T>>(binder);
        return builder.ValidateOnStart();
    }

    /// <summary>Adds a cross-field rule for <typeparamref name="T"/>.</summary>
    /// <typeparam name="T">The options class.</typeparam>
    /// <typeparam name="TValidator">The rule; each failure text names the key and the value found.</typeparam>
    /// <param name="builder">The options builder.</param>
    /// <returns>The same builder.</returns>
    public static OptionsBuilder<T> ValidateWith<T, TValidator>(this OptionsBuilder<T> builder)
        where T : class
        where TValidator : class, IValidateOptions<T>
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<T>, TValidator>());
        return builder;
    }

    /// <summary>
    /// Reads a section while services are still being registered (which transport, which store). What cannot be read keeps its
    /// default here; the validation at start reports it.
    /// </summary>
    /// <typeparam name="T">The options class.</typeparam>
    /// <param name="configuration">The root configuration.</param>
    /// <param name="section">The section's key.</param>
    /// <returns>The options as far as they are readable.</returns>
    public static T ReadOptions<T>(this IConfiguration configuration, string section)
        where T : class, new()
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var options = new T();
        new SectionBinder<T>(configuration.GetSection(section)).Configure(options);
        return options;
    }
}
