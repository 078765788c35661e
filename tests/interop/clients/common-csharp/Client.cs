// WCF's day, Mono's or .NET's: generated contracts on a ChannelFactory.

using System;
using System.ServiceModel;
using NPhase.UnifiedWebService.APIs.v2.Contract.CallbackRegistrationService;
using NPhase.UnifiedWebService.APIs.v2.Contract.CarrierService;
using NPhase.UnifiedWebService.APIs.v2.Contract.Common;
using NPhase.UnifiedWebService.APIs.v2.Contract.DeviceService;
using NPhase.UnifiedWebService.APIs.v2.Contract.SessionService;
using CarrierField =
    NPhase.UnifiedWebService.APIs.v2.Contract.CarrierService.CustomField;
using Message = nphase.com.unifiedwebservice.v2;

static class Client
{
    static readonly ISessionService sessions = Uws.Channel<ISessionService>("SessionService");
    static readonly IDeviceService devices = Uws.Channel<IDeviceService>("DeviceService");
    static readonly ICarrierService carrier = Uws.Channel<ICarrierService>("CarrierService");
    static readonly ICallbackRegistrationService callbacks =
        Uws.Channel<ICallbackRegistrationService>("CallbackRegistrationService");
    static string token;

    static Message.LogInResponse LogIn()
    {
        return sessions.LogIn(new Message.LogIn
        {
            Input = new LogInRequest { Username = "demo", Password = "demo" }
        });
    }

    static GetDeviceListResponse DeviceList(string account, long lastSeen)
    {
        return devices.GetDeviceList(new Message.GetDeviceList
        {
            token = token,
            Input = new GetDeviceListRequest
            {
                AccountName = account,
                LargestDeviceIdSeen = lastSeen,
            },
        }).Output;
    }

    static DeviceIdentifier Id(string kind, string identifier)
    {
        return new DeviceIdentifier { Kind = kind, Identifier = identifier };
    }

    static DeviceIdentifierCollection Ids(params DeviceIdentifier[] ids)
    {
        return new DeviceIdentifierCollection { DeviceIdentifiers = ids };
    }

    static MoveDeviceResponse Move()
    {
        var request = new MoveDeviceRequest
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
                new CarrierField { Name = "CustomField1", Value = "Depot 7" },
                new CarrierField { Name = "CustomField2", Value = "north-east" },
            },
        };
        return carrier.MoveDevice(new Message.MoveDevice { token = token, Input = request }).Output;
    }

    static LogOutResponse LogOut()
    {
        return sessions.LogOut(new Message.LogOut
        {
            token = token,
            Input = new LogOutRequest { SessionToken = token },
        }).Output;
    }

    static RegisterCallbackResponse Register()
    {
        return callbacks.RegisterCallback(new Message.RegisterCallback
        {
            token = token,
            Input = new RegisterCallbackRequest
            {
                AccountName = "0212345678-00001",
                ServiceName = "CarrierService",
                Url = Environment.GetEnvironmentVariable("UWS_RECEIVER"),
                Username = "récepteur & fils",
                Password = "pass \"word\" > 1",
            },
        }).Output;
    }

    static void Fault(string name, Action call)
    {
        try
        {
            call();
        }
        catch (FaultException fault)
        {
            Show.Fault(name, fault.Code.Namespace, fault.Code.Name, fault.Message);
        }
    }

    static void Main()
    {
        var session = LogIn();
        token = session.Output.SessionToken;
        Show.Line("login.header", session.token);
        Show.Line("login.output", token);

        var page = DeviceList("0212345678-00001", 0);
        Show.Page("page1", page);
        Show.Page("page2", DeviceList("0212345678-00001", Show.LargestDeviceId(page)));
        Show.Line("move.request_id", Move().RequestId);

        Fault("character", () => DeviceList("it's", 0));
        Fault("account", () => DeviceList("0212345678-00009", 0));
        Show.Line("logout.output", LogOut().SessionToken);
        Fault("session", () => DeviceList("0212345678-00001", 0));

        token = LogIn().Output.SessionToken;
        var registered = Register();
        Show.Line("register.account", registered.AccountName);
        Show.Line("register.service", registered.ServiceName);
    }
}
