import type { Messages } from './Messages.js';

/** Korean, which comes without a `locale`. Its sentences for the parts around the button come with those parts. */
export const ko: Messages = {
  locale: 'ko',
  button: {
    idle: '카드 등록하고 구독하기',
    loading: '결제창을 준비하고 있어요',
    window: '결제창에서 진행해 주세요',
    redirecting: '결제 페이지로 이동하고 있어요',
    charging: '결제하고 있어요',
    paused: '인터넷 연결을 기다리고 있어요',
    succeeded: '구독을 시작했어요',
    cancelled: '카드 등록하고 구독하기',
    failed: '다시 시도하기',
    retryCharge: '결제 다시 시도하기',
    verifyCharge: '결제 결과 다시 확인하기',
    oneMoreClick: '한 번 더 눌러 결제창 열기',
    payAnyway: '그래도 결제하기',
  },
  useAnotherCard: '다른 카드로 결제하기',
  cancel: '취소',
  status: {
    idle: '',
    loading: '결제창을 여는 중이에요. 잠시만 기다려 주세요.',
    window: '열린 결제창에서 카드를 등록해 주세요.',
    redirecting: '결제 페이지에서 등록을 마치면 이 화면으로 돌아와요.',
    charging: '처리가 끝날 때까지 이 페이지를 닫지 말아 주세요.',
    paused: '인터넷에 다시 연결되면 이어서 진행돼요.',
    succeeded: '카드를 등록하고 구독을 시작했어요.',
    cancelled: '카드 등록을 취소했어요. 언제든 다시 시작할 수 있어요.',
  },
  unverifiedCharge:
    '카드를 등록하고 결제했지만 결과를 아직 확인하지 못했어요. 다시 결제하지 말고 결과를 다시 확인해 주세요.',
  pgMessage: '카드사 안내',
  errors: {
    invalid_request: '결제 정보가 잘못돼 결제창을 열지 못했어요. 고객센터로 문의해 주세요.',
    invalid_configuration: '결제 설정이 잘못돼 결제창을 열지 못했어요. 고객센터로 문의해 주세요.',
    no_customer: '로그인한 뒤에 카드를 등록할 수 있어요. 로그인하고 다시 눌러 주세요.',
    consent_missing: '필수 약관에 동의하면 계속할 수 있어요.',
    order_failed: '주문 정보를 만들지 못했어요. 잠시 후 다시 눌러 주세요.',
    busy: '다른 결제가 진행 중이에요. 끝난 뒤에 다시 눌러 주세요.',
    sdk_load_failed: '결제창을 불러오지 못했어요. 인터넷 연결이나 광고 차단 설정을 확인하고 다시 눌러 주세요.',
    sdk_load_timeout: '결제창을 불러오는 데 시간이 걸리고 있어요. 잠시 후 다시 눌러 주세요.',
    sdk_missing: '결제창을 불러오지 못했어요. 광고 차단을 끄고 다시 눌러 주세요.',
    sdk_error: '결제창을 여는 중에 문제가 생겼어요. 다시 눌러 주세요.',
    needs_click: '결제창이 준비됐어요. 한 번 더 눌러 주세요.',
    window_timeout: '결제창이 열리지 않았어요. 인터넷 연결을 확인하고 다시 눌러 주세요.',
    window_closed: '등록이 끝나기 전에 결제창이 닫혔어요. 다시 눌러 주세요.',
    window_covered:
      '이 화면에서는 결제창을 열 수 없어요. 열려 있는 창을 닫고 다시 시도하거나 고객센터로 문의해 주세요.',
    no_channel: '지금은 이 결제 수단을 쓸 수 없어요. 다른 수단을 고르거나 고객센터로 문의해 주세요.',
    popup_blocked: '브라우저가 팝업을 막았어요. 팝업을 허용하고 다시 눌러 주세요.',
    refused: '카드를 등록하지 못했어요. 카드 정보를 확인하거나 다른 카드로 다시 시도해 주세요.',
    invalid_answer: '카드 등록 결과를 확인하지 못했어요. 결제 내역을 확인하고 다시 눌러 주세요.',
    charge_failed:
      '카드는 등록됐지만 결제가 완료되지 않았어요. 카드를 다시 입력하지 않고 결제만 다시 시도할 수 있어요.',
    unresolved_charge:
      '이전 결제 결과를 아직 확인하지 못했어요. 결제 내역을 먼저 확인해 주세요. 그래도 결제하려면 버튼을 눌러 주세요.',
    already_charged: '이전 결제가 완료된 것으로 확인됐어요. 다시 결제하기 전에 결제 내역을 확인해 주세요.',
    already_settled: '이미 처리된 결제예요. 결제 내역을 확인해 주세요.',
    nothing_to_retry: '다시 시도할 결제가 없어요. 결제 내역을 확인해 주세요.',
    cancelled: '카드 등록을 취소했어요.',
  },
  orderRefusals: {
    subscription_exists: '이미 구독하고 있어요. 내 구독에서 확인해 주세요.',
    trial_used: '무료 체험은 한 번만 이용할 수 있어요. 다른 상품을 골라 주세요.',
  },
  purposes: {
    register: {
      button: {
        idle: '카드 등록하기',
        charging: '카드를 등록하고 있어요',
        succeeded: '카드를 등록했어요',
        cancelled: '카드 등록하기',
        retryCharge: '카드 등록 마치기',
      },
      useAnotherCard: '다른 카드 등록하기',
      status: { succeeded: '카드를 등록했어요. 지금 결제된 금액은 없어요.' },
      errors: { charge_failed: '카드 등록을 마치지 못했어요. 카드를 다시 입력하지 않고 이어서 등록할 수 있어요.' },
    },
    change: {
      button: {
        idle: '카드 변경하기',
        charging: '카드를 변경하고 있어요',
        succeeded: '카드를 변경했어요',
        cancelled: '카드 변경하기',
        retryCharge: '카드 변경 마치기',
      },
      useAnotherCard: '다른 카드 등록하기',
      status: {
        succeeded: '카드를 변경했어요. 다음 결제부터 새 카드로 결제돼요.',
        cancelled: '카드 변경을 취소했어요. 기존 카드로 계속 결제돼요.',
      },
      errors: {
        charge_failed: '새 카드로 변경하지 못했어요. 카드를 다시 입력하지 않고 이어서 변경할 수 있어요.',
        cancelled: '카드 변경을 취소했어요.',
      },
    },
    trial: {
      button: {
        idle: '카드 등록하고 무료로 시작하기',
        charging: '무료 체험을 시작하고 있어요',
        succeeded: '무료 체험을 시작했어요',
        cancelled: '카드 등록하고 무료로 시작하기',
        retryCharge: '무료 체험 다시 시작하기',
      },
      useAnotherCard: '다른 카드 등록하기',
      status: { succeeded: '카드를 등록하고 무료 체험을 시작했어요. 오늘 결제된 금액은 없어요.' },
      errors: {
        charge_failed:
          '카드는 등록됐지만 무료 체험을 시작하지 못했어요. 카드를 다시 입력하지 않고 다시 시도할 수 있어요.',
      },
    },
  },
};
