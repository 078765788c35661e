// Mono's wsdl.exe: SoapHttpClientProtocol proxies, the token as their SoapHeader.
//
// Each service has a namespace of its own, as with `wsdl /namespace:`, and in it its own class for
// the header: wsdl.exe names that after the element's type, xs:string.

using System;
using System.Web.Services.Protocols;
using NPhase.UnifiedWebService.APIs.v2.Contract.CallbackRegistrationService;
using NPhase.UnifiedWebService.APIs.v2.Contract.SessionService;
using Carrier = NPhase.UnifiedWebService.APIs.v2.Contract.CarrierService;
using Device = NPhase.UnifiedWebService.APIs.v2.Contract.DeviceService;
using Registration = NPhase.UnifiedWebService.APIs.v2.Contract.CallbackRegistrationService;
using Session = NPhase.UnifiedWebService.APIs.v2.Contract.SessionService;

static class Client
{
    static readonly Session.SessionService sessions = new Session.SessionService();
    static readonly Device.DeviceService devices = new Device.DeviceService();
    static readonly Carrier.CarrierService carrier = new Carrier.CarrierService();
    static readonly Registration.CallbackRegistrationService callbacks =
        new Registration.CallbackRegistrationService();

    static string LogIn()
    {
        var request = new LogInRequest { Username = "demo", Password = "demo" };
        return sessions.LogIn(request).SessionToken;
    }

    static void Use(string token)
    {
        sessions.token = new Session.@string { Text = new[] { token } };
        devices.token = new Device.@string { Text = new[] { token } };
        carrier.token = new Carrier.@string { Text = new[] { token } };
        callbacks.token = new Registration.@string { Text = new[] { token } };
    }

    static Device.GetDeviceListResponse DeviceList(string account, long lastSeen)
    {
        return devices.GetDeviceList(new Device.GetDeviceListRequest
        {
            AccountName = account,
            LargestDeviceIdSeen = lastSeen,
            LargestDeviceIdSeenSpecified = true,
        });
    }

    static Carrier.DeviceIdentifier Id(string kind, string identifier)
    {
        return new Carrier.DeviceIdentifier { Kind = kind, Identifier = identifier };
    }

    static Carrier.DeviceIdentifierCollection Ids(params Carrier.DeviceIdentifier[] ids)
    {
        return new Carrier.DeviceIdentifierCollection { DeviceIdentifiers = ids };
    }

    static string Move()
    {
        return carrier.MoveDevice(new Carrier.MoveDeviceRequest
        {
            DeviceList = new[]
            {
                Ids(Id("ICCID", "89148000000800784259"), Id("imei", "990003420535573")),
                Ids(Id("mdn", "5096300588")),
            },
            AccountName = "0212345678-00002",
            ServicePlan = "M2MSHR5GB",
            CustomFields = new[]
            {
                new Carrier.CustomField { Name = "CustomField1", Value = "Depot 7" },
                new Carrier.CustomField { Name = "CustomField2", Value = "north-east" },
            },
        }).RequestId;
    }

    static RegisterCallbackResponse Register()
    {
        return callbacks.RegisterCallback(new RegisterCallbackRequest
        {
            AccountName = "0212345678-00001",
            ServiceName = "CarrierService",
            Url = Environment.GetEnvironmentVariable("UWS_RECEIVER"),
            Username = "récepteur & fils",
            Password = "pass \"word\" > 1",
        });
    }

    static void Fault(string name, Action call)
    {
        try
        {
            call();
        }
        catch (SoapException fault)
        {
            Show.Fault(name, fault.Code.Namespace, fault.Code.Name, fault.Message);
        }
    }

    static void Main()
    {
        var token = LogIn();
        Show.Line("login.header", string.Concat(sessions.token.Text));
        Show.Line("login.output", token);
        Use(token);

        var page = DeviceList("0212345678-00001", 0);
        Show.Page("page1", page);
        Show.Page("page2", DeviceList("0212345678-00001", Show.LargestDeviceId(page)));
        Show.Line("move.request_id", Move());

        Fault("character", () => DeviceList("it's", 0));
        Fault("account", () => DeviceList("0212345678-00009", 0));
        var ended = sessions.LogOut(new LogOutRequest { SessionToken = token });
        Show.Line("logout.output", ended.SessionToken);
        Fault("session", () => DeviceList("0212345678-00001", 0));

        Use(LogIn());
        var registered = Register();
        Show.Line("register.account", registered.AccountName);
        Show.Line("register.service", registered.ServiceName);
    }
}
